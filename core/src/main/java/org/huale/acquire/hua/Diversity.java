package org.huale.acquire.hua;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.ScoreShares;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.acquire.likeness.ImageLikeness;
import org.huale.acquire.likeness.LearnedMatching;
import org.huale.acquire.likeness.PooledFeatures;
import org.huale.acquire.likeness.WeightedCentres;
import org.huale.detect.EvidencePart;
import org.huale.statistics.Quota;

/**
 * How the budget is chosen from the ranked candidates.
 *
 * @param method by which
 * @param ratio how many of the best ranked candidates to choose from, for each image of the budget, at least 1
 * @param scoreWeight at least 0: the power of an image's score, beside its distance or its chance; 0 leaves only these
 * @param labeled whether images like labeled ones are avoided too; costs a forward for each of them
 * @param boxes of an image that are compared, the most confident ones; at least 1
 */
public record Diversity(Method method, double ratio, double scoreWeight, boolean labeled, int boxes) {

    /** Ways to choose. */
    public enum Method {
        /** The best ranked: near-duplicates are taken together. The article. */
        NONE,
        /**
         * Greedy k-centre: again and again the image farthest from all chosen ones, by the cosine distance of the
         * confidence-weighted mean of its box features (Sener and Savarese, ICLR 2018).
         */
        K_CENTRE,
        /**
         * Greedy k-centre by the distance of images that compares boxes of the same class only, as in PPAL (CVPR 2024),
         * without its mistake of taking boxes of equal rank in different images for equal, and without boxes of classes that
         * were never learned.
         */
        CLASS_MATCHING,
        /**
         * Draws without replacement, with chances in proportion to a power of the score: the simple remedy of Kirsch et
         * al. (TMLR 2023). Costs nothing.
         */
        SAMPLING
    }

    public Diversity {
        if (!(ratio >= 1 && ratio <= 1e6)) {
            throw new IllegalArgumentException("ratio must be in [1, 1000000], got " + ratio);
        }
        if (!(scoreWeight >= 0 && scoreWeight <= 100)) {
            throw new IllegalArgumentException("scoreWeight must be in [0, 100], got " + scoreWeight);
        }
        if (boxes < 1) {
            throw new IllegalArgumentException("boxes must be at least 1, got " + boxes);
        }
    }

    /** What the method reads of detections. */
    Set<EvidencePart> needs() {
        return method == Method.K_CENTRE || method == Method.CLASS_MATCHING ? Set.of(EvidencePart.FEATURES) : Set.of();
    }

    /** Some of the ranked candidates, as many as there are at most, in the order they were taken. */
    List<ImageScore> choose(List<ImageScore> ranked, int count, Query query) {
        List<ImageScore> best = ranked.subList(0, considered(ranked.size(), count));
        return switch (method) {
            case NONE -> List.copyOf(best.subList(0, Math.min(count, best.size())));
            case K_CENTRE ->
                centres(new PooledFeatures(boxes), best).choose(query, count, labeled).stream()
                        .map(WeightedCentres.Taken::beside)
                        .toList();
            case CLASS_MATCHING ->
                centres(LearnedMatching.among(best, query, boxes, UnlearnedClasses.USUAL_CONFIDENCE), best)
                        .choose(query, count, labeled)
                        .stream()
                        .map(WeightedCentres.Taken::beside)
                        .toList();
            case SAMPLING -> PowerSampling.draw(best, factors(best), count, query.random());
        };
    }

    private int considered(int ranked, int count) {
        return (int) Math.min(ranked, Quota.upper(ratio, count));
    }

    private <S> WeightedCentres<S> centres(ImageLikeness<S> likeness, List<ImageScore> best) {
        return new WeightedCentres<>(likeness, best, factors(best));
    }

    private double[] factors(List<ImageScore> best) {
        return ScoreShares.of(best, scoreWeight);
    }

    static Diversity none() {
        return new Diversity(Method.NONE, 2, 1, false, 10);
    }

    /** What was called otherwise before. @see org.huale.config.Settings */
    public static Map<String, String> formerly() {
        return Map.of(
                "method: class_coverage",
                "class coverage is a strategy of its own now, {name: coverage, candidates: {strategy: hua, factor: 3}}",
                "boxCost",
                "it belongs to the strategy coverage now, {name: coverage, boxCost: 1}");
    }
}
