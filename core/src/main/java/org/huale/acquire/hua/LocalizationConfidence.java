package org.huale.acquire.hua;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.acquire.Predictions;
import org.huale.acquire.entropy.BoxWords;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * How sure the detector is of the sides of its boxes: exp(-sigma) for a side whose predicted variance is sigma squared, in
 * (0, 1]; by default the mean of a box's sides, and the mean of the boxes weighted by confidence. The variances are free of
 * scale, so that large boxes do not win by size.
 *
 * <p>Images with a low value are wanted: the article's name and its samples suggest that it prints the confidence, but the
 * evidence is weak, so that it can be turned round. An image without boxes says nothing and is given the median.
 */
public record LocalizationConfidence(Options options) implements HuaMetric {

    /** How several numbers become one. */
    public enum Aggregation {
        /** The mean. */
        MEAN,
        /** The most uncertain one alone, as in AL-MDN. */
        WORST
    }

    /**
     * What may be chosen.
     *
     * @param confidence detections below it are left out, in [0, 1]
     * @param sides how the sides of a box become one number: {@link Aggregation#MEAN}, or {@link Aggregation#WORST}, the least sure
     *     alone
     * @param boxes how the boxes of an image become one number: {@link Aggregation#MEAN}, weighted by confidence, or
     *     {@link Aggregation#WORST}
     * @param bothViews whether the boxes of the mirror image count too
     * @param sureFirst whether images with high values are wanted instead
     * @param required whether a detector without variances is an error; else the metric is then left out
     */
    public record Options(
            double confidence,
            Aggregation sides,
            Aggregation boxes,
            boolean bothViews,
            boolean sureFirst,
            boolean required) {

        public Options {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
            }
        }

        static Options defaults() {
            return new Options(0.5, Aggregation.MEAN, Aggregation.MEAN, false, false, false);
        }
    }

    /** Finds the metric by its name. */
    public static final class Provider implements HuaMetricProvider<Options> {

        @Override
        public String name() {
            return "localization-confidence";
        }

        @Override
        public Options defaults() {
            return Options.defaults();
        }

        @Override
        public HuaMetric create(Options options) {
            return new LocalizationConfidence(options);
        }
    }

    @Override
    public String name() {
        return "localization confidence";
    }

    @Override
    public boolean comparesViews() {
        return options.bothViews();
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.VARIANCES);
    }

    @Override
    public boolean lowIsWanted() {
        return !options.sureFirst();
    }

    @Override
    public Optional<String> missing(Predictions predictions) {
        if (predictions.evidence().contains(EvidencePart.VARIANCES)) {
            return Optional.empty();
        }
        if (options.required()) {
            throw new HualeException("localization confidence is required, but the detector predicts no variances:"
                    + " train it with a loss that has a variance head");
        }
        return Optional.of("the detector predicts no variances");
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        double[] original = confidences(candidate.original());
        double[] both = options.bothViews() ? joined(original, confidences(candidate.flipped())) : original;
        if (both.length == 0) {
            return Optional.empty();
        }
        double value =
                options.boxes() == Aggregation.WORST ? Arrays.stream(both).min().orElse(0) : weighted(candidate, both);
        return Optional.of(new Measurement(value, reason(candidate, original)));
    }

    private static double[] joined(double[] a, double[] b) {
        return IntStream.range(0, a.length + b.length)
                .mapToDouble(i -> i < a.length ? a[i] : b[i - a.length])
                .toArray();
    }

    /** One for each detection that counts; none without variances. */
    private double[] confidences(Detections detections) {
        float @Nullable [] variances =
                detections.evidence() == null ? null : detections.evidence().localizationVariances();
        return variances == null || variances.length == 0
                ? new double[0]
                : Arrays.stream(detections.atLeast(options.confidence()))
                        .mapToDouble(i -> ofBox(variances, i))
                        .toArray();
    }

    private double ofBox(float[] variances, int i) {
        double sum = 0;
        double least = 1;
        for (int side = 0; side < 4; side++) {
            double confidence = Math.exp(-Math.sqrt(variances[4 * i + side]));
            sum += confidence;
            least = Math.min(least, confidence);
        }
        return options.sides() == Aggregation.WORST ? least : sum / 4;
    }

    /** Plain where all confidences are 0. */
    private double weighted(Candidate candidate, double[] values) {
        double[] weights = joined(
                weights(candidate.original()), options.bothViews() ? weights(candidate.flipped()) : new double[0]);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
        }
        double total = Arrays.stream(weights).sum();
        return total > 0 ? sum / total : Arrays.stream(values).average().orElse(0);
    }

    private double[] weights(Detections detections) {
        return Arrays.stream(detections.atLeast(options.confidence()))
                .mapToDouble(i -> detections.confidences()[i])
                .toArray();
    }

    private String reason(Candidate candidate, double[] original) {
        if (original.length == 0) {
            return "no box in the image itself";
        }
        int least = IntStream.range(0, original.length)
                .reduce((a, b) -> original[b] < original[a] ? b : a)
                .orElse(0);
        int[] counted = candidate.original().atLeast(options.confidence());
        return String.format(
                Locale.ROOT,
                "least sure of the sides of %s: %.2f",
                BoxWords.of(candidate.original(), counted[least], candidate.classes()),
                original[least]);
    }
}
