package org.huale.acquire.ppal;

import java.util.Arrays;
import java.util.Locale;
import org.huale.acquire.Predictions;
import org.huale.dataset.ClassNames;
import org.huale.detect.companion.ClassQuality;
import org.huale.problem.HualeException;

/** What a detection's entropy is multiplied by for its class: the worse the detector's quality, the more. */
final class ClassWeights {
    private final double[] weights;
    private final boolean known;

    private ClassWeights(double[] weights, boolean known) {
        this.weights = weights;
        this.known = known;
    }

    /** Where no quality was noted in training, that of all classes is 0, as at the beginning of a training. */
    static ClassWeights of(Predictions predictions, PpalOptions.Uncertainty options) {
        ClassNames classes = predictions.classes();
        float[] noted = predictions.classStatistics().get(ClassQuality.NAME);
        float[] qualities = noted == null ? new float[classes.count()] : noted;
        if (qualities.length != classes.count()) {
            throw new HualeException(ClassQuality.NAME + " was noted of " + qualities.length
                    + " classes, the detector has " + classes.count());
        }
        double[] weights = new double[qualities.length];
        for (int c = 0; c < weights.length; c++) {
            if (!(qualities[c] >= 0 && qualities[c] <= 1)) {
                throw new HualeException(
                        ClassQuality.NAME + " of " + classes.name(c) + " must be in [0, 1], is " + qualities[c]);
            }
            weights[c] = weight(qualities[c], options);
        }
        return new ClassWeights(weights, noted != null);
    }

    /** {@code 1 + alpha ub ln(b (1 - q) + 1)} with {@code b = e^(1/alpha) - 1}: 1 + ub at q = 0, 1 at q = 1. */
    static double weight(double quality, PpalOptions.Uncertainty options) {
        double b = Math.expm1(1 / options.alpha());
        return 1 + options.alpha() * options.upperBound() * Math.log1p(b * (1 - quality));
    }

    double of(int classIndex) {
        return weights[classIndex];
    }

    String formula() {
        String which = known
                ? "the weight of its class, higher where training did badly"
                : String.format(
                        Locale.ROOT,
                        "%.2f for every class, as training noted no class quality",
                        Arrays.stream(weights).max().orElse(1));
        return "sum over detections of the binary entropy times " + which;
    }
}
