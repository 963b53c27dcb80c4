package org.huale.acquire.ppal;

import java.util.List;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.TopImages;
import org.huale.acquire.entropy.BoxEntropy;
import org.huale.acquire.entropy.BoxWords;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Confidence;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * Difficulty-calibrated uncertainty: goes once over the pool and keeps the images whose detections have the greatest sum of
 * weighted entropies. 0, which comes last, for an image without a detection that counts.
 */
final class Proposal {
    private final Query query;
    private final PpalOptions.Uncertainty options;
    private final ClassNames classes;
    private final ClassWeights weights;
    private final TopImages top;

    private Proposal(Query query, PpalOptions.Uncertainty options, int count) {
        this.query = query;
        this.options = options;
        this.classes = query.predictions().classes();
        this.weights = ClassWeights.of(query.predictions(), options);
        this.top = new TopImages(count);
    }

    /** The most uncertain first. */
    static List<ImageScore> of(Query query, PpalOptions.Uncertainty options, int count) {
        Proposal proposal = new Proposal(query, options, count);
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), proposal::see);
        return proposal.top.inOrder();
    }

    /** An image's uncertainty; {@code most} is the detection that adds most to it, -1 where none counts. */
    private record Uncertainty(double value, int counted, int most) {}

    private void see(ImageId image, Detections detections) {
        Uncertainty uncertainty = of(detections);
        query.scores().scored("uncertainty", image, uncertainty.value());
        top.offer(image, uncertainty.value(), () -> explained(uncertainty, detections));
    }

    private Uncertainty of(Detections detections) {
        double sum = 0;
        int counted = 0;
        int most = -1;
        for (int i = 0; i < Math.min(options.boxes(), detections.count()); i++) {
            if (counts(detections, i)) {
                sum += weighted(detections, i);
                counted++;
                most = most < 0 || weighted(detections, i) > weighted(detections, most) ? i : most;
            }
        }
        return new Uncertainty(sum, counted, most);
    }

    private boolean counts(Detections detections, int i) {
        float[] b = detections.boxes();
        double width = b[4 * i + 2] - b[4 * i];
        double height = b[4 * i + 3] - b[4 * i + 1];
        return Confidence.isAtLeast(detections.confidences()[i], options.confidence())
                && Math.sqrt(width * height) > options.smallestSide()
                && width < options.largestAspect() * height
                && height < options.largestAspect() * width;
    }

    private double weighted(Detections detections, int i) {
        return BoxEntropy.binary(detections.confidences()[i])
                * weights.of(detections.classes()[i]);
    }

    private Explanation explained(Uncertainty uncertainty, Detections detections) {
        String reason = uncertainty.most() < 0
                ? "no detection counts"
                : uncertainty.counted() + " of " + detections.count() + " detections count, most "
                        + BoxWords.of(detections, uncertainty.most(), classes);
        return new Explanation(
                weights.formula(),
                List.of(new Explanation.Part("uncertainty", uncertainty.value(), uncertainty.value(), reason)));
    }
}
