package org.huale.acquire;

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
    private final EntropyOptions options;
    private final ImageEntropy entropy;
    private final PoolRanking ranking;

    private EntropySweep(Query query, EntropyOptions options, PoolRanking.Stage stage) {
        this.options = options;
        this.entropy = new ImageEntropy(options, query);
        this.ranking = new PoolRanking(query, stage);
    }

    /**
     * What a sweep found.
     *
     * @param top most wanted first
     * @param empty images without a detection at the threshold, in the order of the query
     */
    public record Result(List<ImageScore> top, List<ImageId> empty) {}

    public static Result of(Query query, EntropyOptions options, PoolRanking.Stage stage) {
        EntropySweep sweep = new EntropySweep(query, options, stage);
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), sweep::see);
        return sweep.result();
    }

    private void see(ImageId image, Detections detections) {
        Optional<ImageEntropy.Value> value;
        try {
            value = entropy.of(detections);
        } catch (IllegalArgumentException e) {
            throw new HualeException("image " + image + ": " + e.getMessage(), e);
        }
        value.ifPresentOrElse(it -> offer(image, detections, it), () -> seeEmpty(image, detections));
    }

    private void seeEmpty(ImageId image, Detections detections) {
        ranking.empty(image);
        if (options.empty() == EmptyDetectionPolicy.TOP1) {
            offer(image, detections, entropy.ofBest(detections));
        }
    }

    private void offer(ImageId image, Detections detections, ImageEntropy.Value value) {
        double score = value.entropy();
        ranking.score(image, score, () -> explained(score, entropy.reason(detections, value)));
    }

    private Result result() {
        if (options.empty() != EmptyDetectionPolicy.TOP1) {
            ranking.placeEmpty(
                    options.empty(), score -> explained(score, "no detection of confidence " + options.confidence()));
        }
        return new Result(ranking.inOrder(), ranking.emptyImages());
    }

    private Explanation explained(double score, String reason) {
        return new Explanation(entropy.formula(), List.of(new Explanation.Part("entropy", score, score, reason)));
    }
}
