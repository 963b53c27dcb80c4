package org.huale.acquire.entropy;

import java.util.ArrayList;
import java.util.List;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Query;
import org.huale.acquire.ViewsByImage;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * Goes once over the unlabeled images as they are, and keeps those of highest entropy. Holds the detections of one image
 * at a time, a number for each image and an explanation for each kept one: O(n log k) time.
 */
public final class EntropySweep {
    private final Query query;
    private final EntropyOptions options;
    private final ImageEntropy entropy;
    private final PoolRanking ranking;
    private final List<Weak> weak = new ArrayList<>();

    /** An image without a detection at the threshold, and what its best one below is worth before the cap. */
    private record Weak(ImageId image, double score) {}

    private EntropySweep(Query query, EntropyOptions options, PoolRanking.Stage stage) {
        this.query = query;
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
        query.predictions()
                .forEach(
                        View.ORIGINAL,
                        query.unlabeled(),
                        (image, found) -> ViewsByImage.named(image, () -> sweep.see(image, found)));
        return sweep.result();
    }

    private void see(ImageId image, Detections detections) {
        entropy.of(detections).ifPresentOrElse(it -> offer(image, detections, it), () -> seeEmpty(image, detections));
    }

    private void seeEmpty(ImageId image, Detections detections) {
        ranking.empty(image);
        if (options.empty() == EmptyDetectionPolicy.TOP1) {
            weak.add(new Weak(image, weighted(detections, entropy.ofBest(detections))));
        }
    }

    private static double weighted(Detections detections, ImageEntropy.Value best) {
        return best.box() < 0 ? 0 : best.entropy() * detections.confidences()[best.box()];
    }

    private void offer(ImageId image, Detections detections, ImageEntropy.Value value) {
        double score = value.entropy();
        ranking.score(image, score, () -> explained(score, entropy.reason(detections, value)));
    }

    private Result result() {
        if (options.empty() == EmptyDetectionPolicy.TOP1) {
            placeWeak();
        } else {
            ranking.placeEmpty(
                    options.empty(), score -> explained(score, "no detection of confidence " + options.confidence()));
        }
        return new Result(ranking.inOrder(), ranking.emptyImages());
    }

    private void placeWeak() {
        double cap = ranking.median().orElse(Double.POSITIVE_INFINITY);
        for (Weak it : weak) {
            double score = Math.min(cap, it.score());
            ranking.score(it.image(), score, () -> explainedWeak(it.image(), score));
        }
    }

    /** Looks at the image once more, so that the words of those that are not kept need not be. */
    private Explanation explainedWeak(ImageId image, double score) {
        Detections found =
                query.predictions().all(View.ORIGINAL, List.of(image)).getOrDefault(image, Detections.none());
        ImageEntropy.Value best = entropy.ofBest(found);
        String reason = entropy.reason(found, best)
                + (best.box() < 0 ? "" : "; below the threshold: times its confidence, at most the median of others");
        return new Explanation(
                entropy.formula(), List.of(new Explanation.Part("entropy", best.entropy(), score, reason)));
    }

    private Explanation explained(double score, String reason) {
        return new Explanation(entropy.formula(), List.of(new Explanation.Part("entropy", score, score, reason)));
    }
}
