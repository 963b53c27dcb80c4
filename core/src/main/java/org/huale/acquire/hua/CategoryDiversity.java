package org.huale.acquire.hua;

import java.util.Locale;
import java.util.Optional;
import org.huale.acquire.FlipMatching;
import org.huale.detect.Detections;

/**
 * How much the classes found change from the image to its mirror image.
 *
 * <p>With v and v' the highest confidence of each class in the two views, and w = max(v, v'): the sum of w |v - v'| over
 * the sum of w. In [0, 1]; 0 with nothing found, 1 where sure classes are exchanged. The article's single-box images have
 * values that no count of changed labels can give, hence this soft form, which is inferred. It grows with many weak
 * detections of classes that flicker, which untrained detectors are full of.
 */
public record CategoryDiversity(Options options) implements HuaMetric {

    /** How it is counted. */
    public enum Form {
        /** Between the vectors of highest confidences. */
        SOFT,
        /**
         * The sum, over pairs of different classes, of the product of their confidences, and over classes found in one
         * view only, of their highest confidence; not bounded.
         */
        LABELS
    }

    /**
     * What may be chosen.
     *
     * @param form how changes are counted: {@link Form#SOFT}, by the differences of the highest confidences of each class, or
     *     {@link Form#LABELS}, by pairs of different classes and classes in one view only
     * @param confidence detections below it are left out, in [0, 1]
     */
    public record Options(Form form, double confidence) {

        public Options {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
            }
        }

        static Options defaults() {
            return new Options(Form.SOFT, 0.05);
        }
    }

    /** Finds the metric by its name. */
    public static final class Provider implements HuaMetricProvider<Options> {

        @Override
        public String name() {
            return "category-diversity";
        }

        @Override
        public Options defaults() {
            return Options.defaults();
        }

        @Override
        public HuaMetric create(Options options) {
            return new CategoryDiversity(options);
        }
    }

    @Override
    public String name() {
        return "category diversity";
    }

    @Override
    public boolean comparesViews() {
        return true;
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        double[] v = highest(candidate.original(), candidate.classes().count());
        double[] w = highest(candidate.flipped(), candidate.classes().count());
        double value = options.form() == Form.SOFT ? soft(v, w) : labels(candidate, v, w);
        return Optional.of(new Measurement(value, reason(candidate, v, w)));
    }

    private double[] highest(Detections detections, int classes) {
        double[] highest = new double[classes];
        for (int i : detections.atLeast(options.confidence())) {
            int c = detections.classes()[i];
            highest[c] = Math.max(highest[c], detections.confidences()[i]);
        }
        return highest;
    }

    static double soft(double[] v, double[] w) {
        double sum = 0;
        double weights = 0;
        for (int c = 0; c < v.length; c++) {
            double weight = Math.max(v[c], w[c]);
            sum += weight * Math.abs(v[c] - w[c]);
            weights += weight;
        }
        return weights > 0 ? sum / weights : 0;
    }

    private double labels(Candidate candidate, double[] v, double[] w) {
        Detections a = candidate.original();
        Detections b = candidate.flipped();
        double sum = 0;
        for (FlipMatching.Pair pair : candidate.pairs().pairs()) {
            boolean changed = a.classes()[pair.original()] != b.classes()[pair.flipped()];
            sum += changed ? (double) a.confidences()[pair.original()] * b.confidences()[pair.flipped()] : 0;
        }
        for (int c = 0; c < v.length; c++) {
            sum += v[c] == 0 || w[c] == 0 ? Math.max(v[c], w[c]) : 0;
        }
        return sum;
    }

    private static String reason(Candidate candidate, double[] v, double[] w) {
        int most = -1;
        double share = 0;
        for (int c = 0; c < v.length; c++) {
            double here = Math.max(v[c], w[c]) * Math.abs(v[c] - w[c]);
            if (here > share) {
                most = c;
                share = here;
            }
        }
        return most < 0
                ? "the same classes in both views"
                : String.format(
                        Locale.ROOT,
                        "mostly %s: %.2f, mirrored %.2f",
                        candidate.classes().name(most),
                        v[most],
                        w[most]);
    }
}
