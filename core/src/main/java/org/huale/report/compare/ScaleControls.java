package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huale.report.curve.Arm;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.ConfigKeys;
import org.huale.statistics.PairedComparison;

/**
 * Losses with factors whose gain over the standard loss is not shown to be more than that of their scale control, or has no such
 * control beside it, on a data set or over all. Other losses are no larger by factors, so that the control says nothing of them.
 *
 * @param pooled those of the data sets that count where all are asked at once
 * @param level that p-values are held against
 */
record ScaleControls(List<DatasetComparison> datasets, List<DatasetComparison> pooled, double level) {
    private static final String CONTROL = "scale-control";

    private static final String FACTORS = "training.loss.factors.mode";

    /** Names of losses that have factors, or may have, where a table of an earlier version tells no more than the name. */
    private static final Set<String> WITH_FACTORS = Set.of("emphasis", "factors", "factors-eiou", "paper", "custom");

    List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        datasets.forEach(it -> cautions.addAll(new Place(it.dataset(), List.of(it)).cautions()));
        if (pooled.size() > 1) {
            cautions.addAll(new Place(RunComparison.ALL_SETS, pooled).cautions());
        }
        return cautions;
    }

    /** The runs of an arm have one loss. */
    private static boolean hasFactors(Arm arm) {
        String config = arm.runs().get(0).summary().config();
        return Optional.ofNullable(ConfigKeys.of(config).values().get(FACTORS))
                .map(mode -> !mode.equalsIgnoreCase("off"))
                .orElse(WITH_FACTORS.contains(arm.loss()));
    }

    /** A data set, or all of them. */
    private final class Place {
        private final String name;
        private final List<DatasetComparison> sets;

        Place(String name, List<DatasetComparison> sets) {
            this.name = name;
            this.sets = sets;
        }

        List<String> cautions() {
            return sets.get(0).compared().stream()
                    .filter(arm -> !isControl(arm.arm().loss()) && hasFactors(arm.arm()))
                    .flatMap(arm -> caution(arm).stream())
                    .toList();
        }

        private static boolean isControl(String loss) {
            return loss.equals(References.STANDARD) || loss.equals(CONTROL);
        }

        private Optional<String> caution(ArmCurves arm) {
            List<DatasetComparison> without =
                    sets.stream().filter(it -> lacksControl(it, arm)).toList();
            return without.isEmpty() ? doubtful(arm) : uncontrolled(arm, without);
        }

        /** Whether no seed of the arm has a run of the control. */
        private static boolean lacksControl(DatasetComparison set, ArmCurves arm) {
            Optional<ArmCurves> control = set.withLoss(arm, CONTROL);
            return control.isEmpty()
                    || set.labeled(arm.arm().label()).stream()
                            .flatMap(own -> own.curves().stream())
                            .noneMatch(it -> control.get().withSeed(it.seed()).isPresent());
        }

        /** Nothing over all data sets where none has the control: that is said of each. */
        private Optional<String> uncontrolled(ArmCurves arm, List<DatasetComparison> without) {
            if (sets.size() > 1 && without.size() == sets.size()) {
                return Optional.empty();
            }
            String gains = overMeasures(measure ->
                    gain(arm, measure).map(it -> String.format(Locale.ROOT, "%s (%+.1f points)", measure, 100 * it)));
            String where = sets.size() == 1
                    ? ""
                    : " on " + without.stream().map(DatasetComparison::dataset).collect(Collectors.joining(", "));
            return gains.isEmpty()
                    ? Optional.empty()
                    : Optional.of(name + ": " + arm.arm().label() + " gains over the standard loss, by " + gains
                            + ", and has no scale control beside it" + where
                            + ": the gain may come from larger steps alone.");
        }

        private Optional<String> doubtful(ArmCurves arm) {
            String doubtful = overMeasures(measure -> doubt(arm, measure));
            return doubtful.isEmpty()
                    ? Optional.empty()
                    : Optional.of(name + ": the gain of " + arm.arm().label()
                            + " over the standard loss is not shown to exceed that of its scale control, by " + doubtful
                            + ": it may come from larger steps alone.");
        }

        private static String overMeasures(Function<Measure, Optional<String>> words) {
            return Measure.OF_SELECTIONS.stream()
                    .flatMap(measure -> words.apply(measure).stream())
                    .collect(Collectors.joining(", "));
        }

        /** Over the standard loss; empty where there is none, or it was not measured. */
        private Optional<Double> gain(ArmCurves arm, Measure measure) {
            return compared(own(arm), other(arm, References.STANDARD), measure)
                    .map(Place::mean)
                    .filter(it -> it > 0);
        }

        /** Empty where there is no gain, it is shown to be more, or what it takes to say so is not there. */
        private Optional<String> doubt(ArmCurves arm, Measure measure) {
            Optional<Double> gain = gain(arm, measure);
            Optional<PairedComparison> scale = compared(other(arm, CONTROL), other(arm, References.STANDARD), measure);
            Optional<PairedComparison> more = compared(own(arm), other(arm, CONTROL), measure);
            if (gain.isEmpty() || scale.isEmpty() || more.isEmpty() || isShown(more.get())) {
                return Optional.empty();
            }
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s (%+.1f against %+.1f points)",
                    measure,
                    100 * gain.get(),
                    100 * mean(scale.get())));
        }

        private Function<DatasetComparison, Optional<ArmCurves>> own(ArmCurves arm) {
            return dataset -> dataset.labeled(arm.arm().label());
        }

        private Function<DatasetComparison, Optional<ArmCurves>> other(ArmCurves arm, String loss) {
            return dataset -> dataset.withLoss(arm, loss);
        }

        /** Over the units of all sets; empty where one has none. */
        private Optional<PairedComparison> compared(
                Function<DatasetComparison, Optional<ArmCurves>> one,
                Function<DatasetComparison, Optional<ArmCurves>> other,
                Measure measure) {
            List<PairedValues.Unit> all = new ArrayList<>();
            for (DatasetComparison set : sets) {
                List<PairedValues.Unit> units = one.apply(set)
                        .flatMap(first -> other.apply(set).map(second -> new Pairing(first, second)))
                        .map(it -> PairedValues.of(it, curve -> measure.of(curve, set.ranges()))
                                .units())
                        .orElse(List.of());
                if (units.isEmpty()) {
                    return Optional.empty();
                }
                all.addAll(units);
            }
            return new PairedValues(name, name, all).compared();
        }

        private boolean isShown(PairedComparison more) {
            return mean(more) > 0 && more.pValues().studentT() < level;
        }

        private static double mean(PairedComparison pairs) {
            return pairs.differences().mean();
        }
    }
}
