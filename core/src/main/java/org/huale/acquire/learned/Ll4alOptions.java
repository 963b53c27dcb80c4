package org.huale.acquire.learned;

import org.huale.config.Mode;
import org.huale.detect.companion.LossPrediction;

/**
 * Options of {@link Ll4alStrategy}. A number that is -1 is the mode's own.
 *
 * @param mode {@code faithful}: as in the program of CALD (weight 0.5, never any gradient into the detector, learning rate
 *     0.0025 of SGD); {@code fixed}: weight 1, gradient into the detector for the first 0.8 of the training, learning rate
 *     0.001 of AdamW; see {@link LossPrediction} for the rest
 * @param weight of the ranking loss, in [0.000001, 1000]
 * @param margin of the ranking loss, in (0, 1000]
 * @param detachAt share of the training after which the detector gets no gradient from the module, in [0, 1]
 * @param hidden width of the layer over each level of the pyramid, in [1, 65536]
 * @param learningRate before the factor of the detector's schedule, in [0, 10]
 */
public record Ll4alOptions(Mode mode, double weight, double margin, double detachAt, int hidden, double learningRate) {

    public Ll4alOptions {
        ModeDefault.requireRange("weight", weight, 1e-6, 1000);
        ModeDefault.requireRange("detachAt", detachAt, 0, 1);
        ModeDefault.requireRange("learningRate", learningRate, 0, 10);
        if (!(margin > 0 && margin <= 1000)) {
            throw new IllegalArgumentException("margin must be in (0, 1000], got " + margin);
        }
        if (hidden < 1 || hidden > 65_536) {
            throw new IllegalArgumentException("hidden must be in [1, 65536], got " + hidden);
        }
    }

    /** The mode's numbers, margin 1, width 128. */
    public static Ll4alOptions of(Mode mode) {
        return new Ll4alOptions(mode, ModeDefault.UNSET, 1, ModeDefault.UNSET, 128, ModeDefault.UNSET);
    }

    LossPrediction module() {
        boolean faithful = mode == Mode.FAITHFUL;
        return new LossPrediction(
                mode,
                ModeDefault.or(weight, faithful ? 0.5 : 1),
                margin,
                ModeDefault.or(detachAt, faithful ? 0 : 0.8),
                hidden,
                ModeDefault.or(learningRate, faithful ? 0.0025 : 0.001));
    }
}
