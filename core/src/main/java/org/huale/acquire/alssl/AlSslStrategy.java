package org.huale.acquire.alssl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.Explanation;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.ImageScore;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.entropy.BoxAggregation;
import org.huale.acquire.entropy.BoxEntropy;
import org.huale.acquire.entropy.EntropyOptions;
import org.huale.acquire.entropy.EntropySweep;
import org.huale.config.Mode;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.statistics.Quota;

/**
 * Keeps the images of highest normalised entropy, and takes of these the ones whose classes change most in the mirror
 * image, by {@link FlipRobustness}. Equal ones by entropy, then by id.
 *
 * <p>The score of Elezi et al., CVPR 2022, from its formula. They compare every prior box with the one at the mirrored
 * place; here detections are compared, since Faster R-CNN has no such places.
 */
public record AlSslStrategy(AlSslOptions options) implements AcquisitionStrategy {
    private static final String NAME = "al-ssl";
    private static final double LEAST_CONFIDENCE = 0.05;

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<AlSslOptions> {

        public Provider() {
            super(
                    NAME,
                    "Of the most uncertain images those whose classes change most in the mirror image (AL-SSL).",
                    AlSslOptions.defaults(),
                    AlSslStrategy::new);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.PROBABILITIES);
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        int count = (int) Math.min(query.unlabeled().size(), Quota.upper(options.ratio(), query.wanted()));
        List<ImageScore> candidates = EntropySweep.of(query, entropy(), new PoolRanking.Stage("entropy", count))
                .top();
        if (options.mode() == Mode.FAITHFUL) {
            query.predictions().prepare(View.FLIPPED, query.unlabeled()); // as its network does
        }
        List<ImageScore> ranked = ranked(query, candidates);
        return new Selection(ranked.subList(0, query.wanted()), ranked.subList(query.wanted(), ranked.size()));
    }

    private EntropyOptions entropy() {
        EmptyDetectionPolicy empty = options.mode() == Mode.FAITHFUL ? EmptyDetectionPolicy.ZERO : options.empty();
        return new EntropyOptions(BoxEntropy.NORMALIZED, options.confidence(), BoxAggregation.MAX, empty, 0);
    }

    private List<ImageScore> ranked(Query query, List<ImageScore> candidates) {
        FlipRobustness robustness = new FlipRobustness(
                query.predictions().classes(), new FlipMatching(options.iou(), LEAST_CONFIDENCE), options.confidence());
        List<FlipRobustness.Value> values = new ArrayList<>();
        new ViewsByImage(query.predictions(), List.of(View.FLIPPED))
                .forEach(candidates.stream().map(ImageScore::image).toList(), (image, found) -> {
                    FlipRobustness.Value value = robustness.of(found.get(0), found.get(1));
                    query.scores().scored("inconsistency", image, value.divergence());
                    values.add(value);
                });
        List<ImageScore> ranked = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            ranked.add(explained(values.get(i), candidates.get(i)));
        }
        ranked.sort(Comparator.comparingDouble(ImageScore::score).reversed()); // stable: equal ones by entropy, then id
        return ranked;
    }

    private static ImageScore explained(FlipRobustness.Value value, ImageScore entropy) {
        Explanation.Part first = entropy.explanation().parts().get(0);
        return new ImageScore(
                entropy.image(),
                value.divergence(),
                new Explanation(
                        "highest symmetric divergence between the classes of image and mirror image",
                        List.of(
                                new Explanation.Part(
                                        "inconsistency", value.divergence(), value.divergence(), value.reason()),
                                new Explanation.Part("entropy", first.value(), 0, first.reason()))));
    }
}
