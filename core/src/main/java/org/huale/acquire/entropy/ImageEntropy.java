package org.huale.acquire.entropy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.ClassRarity;
import org.huale.acquire.Query;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detections;

/** The entropy of an image's detections as {@link EntropyOptions} say. */
final class ImageEntropy {
    private static final double LEAST_CONFIDENCE = 0.05; // below it a detector's boxes say nothing

    private final EntropyOptions options;
    private final ClassNames classes;
    private final ClassRarity rarity;

    ImageEntropy(EntropyOptions options, Query query) {
        this.options = options;
        this.classes = query.predictions().classes();
        this.rarity = ClassRarity.of(query.labeled(), classes).toThePower(options.rarity());
    }

    /**
     * An image's entropy.
     *
     * @param box the detection with the highest entropy, or -1 where the image has none that counts
     */
    record Value(double entropy, int box, int counted) {}

    /** Empty where no detection reaches the threshold. */
    Optional<Value> of(Detections detections) {
        int[] counted = detections.atLeast(options.confidence());
        return counted.length == 0 ? Optional.empty() : Optional.of(of(detections, counted));
    }

    /** The entropy of the most confident detection of at least 0.05; 0 without one. */
    Value ofBest(Detections detections) {
        float[] confidences = detections.confidences();
        return Arrays.stream(detections.atLeast(LEAST_CONFIDENCE))
                .boxed()
                .reduce((a, b) -> confidences[b] > confidences[a] ? b : a)
                .map(best -> of(detections, new int[] {best}))
                .orElse(new Value(0, -1, 0));
    }

    private Value of(Detections detections, int[] counted) {
        ClassDistributions distributions = new ClassDistributions(detections, classes.count());
        double[] entropies = Arrays.stream(counted)
                .mapToDouble(i -> ofBox(distributions.of(i), detections.confidences()[i]))
                .toArray();
        int highest = 0;
        for (int i = 1; i < entropies.length; i++) {
            highest = entropies[i] > entropies[highest] ? i : highest;
        }
        return new Value(options.aggregation().of(entropies), counted[highest], counted.length);
    }

    private double ofBox(double[] p, double confidence) {
        double entropy = options.perBox().of(p, confidence);
        return options.rarity() == 0 ? entropy : entropy * rarity.of(p);
    }

    /** Which box made the value, and between which classes it stands. */
    String reason(Detections detections, Value value) {
        if (value.box() < 0) {
            return "no detection";
        }
        double[] p = new ClassDistributions(detections, classes.count()).of(value.box());
        String among = value.counted() == 1 ? "" : ", the most uncertain of " + value.counted();
        return BoxWords.of(detections, value.box(), classes) + among + ": " + likeliest(p);
    }

    private String likeliest(double[] p) {
        return IntStream.range(0, p.length)
                .boxed()
                .sorted((a, b) -> p[a] != p[b] ? Double.compare(p[b], p[a]) : Integer.compare(a, b))
                .limit(3)
                .map(c -> String.format(Locale.ROOT, "%s %.2f", c == 0 ? "background" : classes.name(c - 1), p[c]))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    String formula() {
        String of = options.aggregation().name().toLowerCase(Locale.ROOT);
        String weighted = options.rarity() == 0 ? "" : ", times the rarity of its classes";
        return of + " over detections of confidence " + options.confidence() + " or more of the "
                + options.perBox().name().toLowerCase(Locale.ROOT) + " entropy of the class" + weighted;
    }
}
