package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.huale.acquire.random.PlaceboStrategy;
import org.huale.report.curve.ArmCurves;
import org.huale.statistics.PairedComparison;

/** What a reader must know before believing a comparison: controls that did as well as what they control for. */
public record Cautions(List<DatasetComparison> datasets, RunComparison.Options options) {
    private static final String SCALE_CONTROL = "scale-control";

    List<String> all() {
        List<String> cautions = new ArrayList<>(options.cautions());
        for (DatasetComparison dataset : datasets) {
            dataset.differences().stream()
                    .filter(Cautions::isToldFromRandom)
                    .forEach(it -> cautions.add(placebo(dataset, it)));
            dataset.arms().forEach(arm -> scaleControl(dataset, arm).ifPresent(cautions::add));
        }
        return cautions;
    }

    private static boolean isToldFromRandom(Difference it) {
        boolean told = it.verdict() == Difference.Verdict.BETTER || it.verdict() == Difference.Verdict.WORSE;
        return told && it.arm().startsWith(PlaceboStrategy.NAME + ",");
    }

    private static String placebo(DatasetComparison dataset, Difference it) {
        return dataset.dataset() + ": " + it.arm() + ", which draws at random, is called " + it.verdict() + " than "
                + it.reference() + " by " + it.measure()
                + ": that is noise, and other differences of this size may be noise as well.";
    }

    /** Said of a loss whose gain over the standard loss is not shown to be more than that of its scale control. */
    private Optional<String> scaleControl(DatasetComparison dataset, ArmCurves arm) {
        String loss = arm.arm().loss();
        Optional<ArmCurves> standard = dataset.withLoss(arm, References.STANDARD);
        Optional<ArmCurves> control = dataset.withLoss(arm, SCALE_CONTROL);
        if (loss.equals(References.STANDARD) || loss.equals(SCALE_CONTROL) || standard.isEmpty() || control.isEmpty()) {
            return Optional.empty();
        }
        Optional<PairedComparison> gain = compared(dataset, arm, standard.get());
        Optional<PairedComparison> scale = compared(dataset, control.get(), standard.get());
        Optional<PairedComparison> more = compared(dataset, arm, control.get());
        if (gain.isEmpty() || scale.isEmpty() || more.isEmpty() || mean(gain.get()) <= 0 || isShown(more.get())) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: the gain of %s over the standard loss, %+.1f points at the last common cycle, is not shown to exceed that"
                        + " of its scale control, %+.1f points: it may come from larger steps alone.",
                dataset.dataset(),
                arm.arm().label(),
                100 * mean(gain.get()),
                100 * mean(scale.get())));
    }

    private boolean isShown(PairedComparison more) {
        return mean(more) > 0 && more.differences().n() > 1 && more.pValues().studentT() < 1 - options.confidence();
    }

    private static double mean(PairedComparison pairs) {
        return pairs.differences().mean();
    }

    private static Optional<PairedComparison> compared(DatasetComparison dataset, ArmCurves arm, ArmCurves other) {
        return PairedValues.of(new Pairing(arm, other), curve -> Measure.LAST.of(curve, dataset.ranges()))
                .compared();
    }
}
