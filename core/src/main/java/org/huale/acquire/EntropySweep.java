package org.huale.acquire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.problem.HualeException;

/**
 * Goes once over the unlabeled images as they are, and keeps those of highest entropy. Holds the detections of one image
 * at a time, a number for each image and an explanation for each kept one: O(n log k) time.
 */
public final class EntropySweep {
    private final Query query;
    private final EntropyOptions options;
    private final String stage;
    private final ImageEntropy entropy;
    private final TopImages top;
    private final double[] values;
    private int valueCount;
    private final List<ImageId> empty = new ArrayList<>();

    private EntropySweep(Query query, EntropyOptions options, Stage stage) {
        this.query = query;
        this.options = options;
        this.stage = stage.name();
        this.entropy = new ImageEntropy(options, query);
        this.top = new TopImages(stage.count());
        this.values = new double[query.unlabeled().size()];
    }

    /** What listeners hear the scores as, and how many images to keep. */
    public record Stage(String name, int count) {}

    /**
     * What a sweep found.
     *
     * @param top most wanted first
     * @param empty images without a detection at the threshold, in the order of the query
     */
    public record Result(List<ImageScore> top, List<ImageId> empty) {}

    public static Result of(Query query, EntropyOptions options, Stage stage) {
        EntropySweep sweep = new EntropySweep(query, options, stage);
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), sweep::see);
        sweep.placeEmpty();
        return new Result(sweep.top.inOrder(), List.copyOf(sweep.empty));
    }

    private void see(ImageId image, Detections detections) {
        Optional<ImageEntropy.Value> value;
        try {
            value = entropy.of(detections);
        } catch (IllegalArgumentException e) {
            throw new HualeException("image " + image + ": " + e.getMessage(), e);
        }
        if (value.isPresent()) {
            values[valueCount++] = value.get().entropy();
            offer(image, detections, value.get());
            return;
        }
        empty.add(image);
        if (options.empty() == EmptyDetectionPolicy.TOP1) {
            offer(image, detections, entropy.ofBest(detections));
        }
    }

    private void offer(ImageId image, Detections detections, ImageEntropy.Value value) {
        query.scores().scored(stage, image, value.entropy());
        top.offer(image, value.entropy(), () -> explained(value.entropy(), entropy.reason(detections, value)));
    }

    /** By the policies that do not look at what is below the threshold; some need to know the other scores. */
    private void placeEmpty() {
        if (options.empty() == EmptyDetectionPolicy.TOP1) {
            return;
        }
        double score = scoreOfEmpty(Arrays.copyOf(values, valueCount));
        for (ImageId image : empty) {
            query.scores().scored(stage, image, score);
            top.offer(image, score, () -> explained(score, "no detection of confidence " + options.confidence()));
        }
    }

    private double scoreOfEmpty(double[] others) {
        return switch (options.empty()) {
            case ZERO, TOP1 -> 0;
            case FIRST -> Arrays.stream(others).max().orElse(0) + 1;
            case NEUTRAL -> Median.of(others);
        };
    }

    private Explanation explained(double score, String reason) {
        return new Explanation(entropy.formula(), List.of(new Explanation.Part("entropy", score, score, reason)));
    }
}
