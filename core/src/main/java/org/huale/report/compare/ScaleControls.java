package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huale.report.curve.ArmCurves;
import org.huale.statistics.PairedComparison;

/**
 * Losses whose gain over the standard loss is not shown to be more than that of their scale control, on a data set or over all.
 *
 * @param pooled those of the data sets that count where all are asked at once
 * @param level that p-values are held against
 */
record ScaleControls(List<DatasetComparison> datasets, List<DatasetComparison> pooled, double level) {
    private static final String CONTROL = "scale-control";

    List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        datasets.forEach(it -> cautions.addAll(new Place(it.dataset(), List.of(it)).cautions()));
        if (pooled.size() > 1) {
            cautions.addAll(new Place("all data sets", pooled).cautions());
        }
        return cautions;
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
                    .filter(arm -> !isControl(arm.arm().loss()))
                    .flatMap(arm -> caution(arm).stream())
                    .toList();
        }

        private static boolean isControl(String loss) {
            return loss.equals(References.STANDARD) || loss.equals(CONTROL);
        }

        private Optional<String> caution(ArmCurves arm) {
            String doubtful = Measure.OF_SELECTIONS.stream()
                    .flatMap(measure -> doubt(arm, measure).stream())
                    .collect(Collectors.joining(", "));
            return doubtful.isEmpty()
                    ? Optional.empty()
                    : Optional.of(name + ": the gain of " + arm.arm().label()
                            + " over the standard loss is not shown to exceed that of its scale control, by " + doubtful
                            + ": it may come from larger steps alone.");
        }

        /** Empty where there is no gain, it is shown to be more, or what it takes to say so is not there. */
        private Optional<String> doubt(ArmCurves arm, Measure measure) {
            Optional<PairedComparison> gain = compared(own(arm), other(arm, References.STANDARD), measure);
            Optional<PairedComparison> scale = compared(other(arm, CONTROL), other(arm, References.STANDARD), measure);
            Optional<PairedComparison> more = compared(own(arm), other(arm, CONTROL), measure);
            if (gain.isEmpty() || scale.isEmpty() || more.isEmpty() || mean(gain.get()) <= 0 || isShown(more.get())) {
                return Optional.empty();
            }
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s (%+.1f against %+.1f points)",
                    measure,
                    100 * mean(gain.get()),
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
