package org.huale.acquire.coreset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.likeness.Centres;
import org.huale.acquire.likeness.Vectors;
import org.huale.dataset.ImageId;
import org.huale.detect.PoolDetector;
import org.huale.problem.HualeException;

/**
 * Core-set: greedy k-centre on the pooled features of whole images, with the labeled images as the first centres. A score
 * is an image's distance to the nearest centre when it was chosen. Looks at each image once, the labeled ones too, and at
 * no detection, so that an image without any is like others.
 *
 * <p>Keeps the vectors of the unlabeled images, N D floats, and one distance for each: O((L + B) N D) time for L labeled
 * images and a budget of B. Source: Sener and Savarese, ICLR 2018, without its mixed-integer refinement, which no published
 * comparison of detectors uses.
 */
public record CoreSetStrategy(CoreSetOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<CoreSetOptions> {

        public Provider() {
            super(
                    "core-set",
                    "Images that are far from all labeled ones in the detector's features.",
                    CoreSetOptions.defaults(),
                    CoreSetStrategy::new);
        }
    }

    @Override
    public String name() {
        return "core-set";
    }

    @Override
    public Set<String> neededVectors() {
        return Set.of(options.vector());
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        if (!query.predictions().describes(options.vector())) {
            throw new HualeException(
                    "core-set compares images by the " + options.words() + " of a detector, which these"
                            + " predictions do not have; a file of predictions never has them, give a detector's weights"
                            + (options.vector().equals(PoolDetector.BACKBONE_FEATURES)
                                    ? ", of a detector whose backbone does not train from its first layer on"
                                    : "; an ONNX model has them where features.maps in the file beside it names inner maps"));
        }
        return new Choice(query, options).make();
    }

    /** One selection under way. */
    private static final class Choice {
        private final Query query;
        private final Metric metric;
        private final CoreSetOptions options;
        private final List<ImageId> images;
        private final float[][] vectors;
        private final Centres centres;
        private final List<String> names = new ArrayList<>();

        Choice(Query query, CoreSetOptions options) {
            this.query = query;
            this.metric = options.used();
            this.options = options;
            this.images = query.unlabeled();
            this.vectors = new float[images.size()][];
            this.centres = new Centres(images.size());
        }

        Selection make() {
            readUnlabeled();
            query.predictions().forEachVector(options.vector(), query.labeledIds(), (image, numbers) -> {
                float[] centre = prepared(image, numbers);
                centres.add(i -> metric.of(vectors[i], centre));
                names.add("labeled " + image);
            });
            for (int i = 0; i < vectors.length; i++) {
                query.scores().scored("distance to labeled", images.get(i), score(i));
            }
            List<ImageScore> chosen = new ArrayList<>();
            while (chosen.size() < query.wanted()) {
                chosen.add(taken(centres.farthest()));
            }
            return new Selection(chosen, List.of());
        }

        private void readUnlabeled() {
            int[] next = {0};
            query.predictions()
                    .forEachVector(
                            options.vector(),
                            images,
                            (image, numbers) -> vectors[next[0]++] = prepared(image, numbers));
        }

        private float[] prepared(ImageId image, float[] numbers) {
            Vectors.requireFinite(image, options.words(), numbers);
            if (vectors[0] != null && vectors[0].length != numbers.length) {
                throw new IllegalArgumentException("image " + image + " has " + numbers.length + " " + options.words()
                        + ", others have " + vectors[0].length);
            }
            return metric.prepared(numbers);
        }

        private ImageScore taken(int next) {
            ImageScore score = new ImageScore(images.get(next), score(next), explained(next));
            query.scores().scored("core-set", score.image(), score.score());
            centres.take(next, i -> metric.of(vectors[i], vectors[next]));
            names.add(score.image() + ", chosen before");
            return score;
        }

        /** 0 where there is no centre to be far from. */
        private double score(int i) {
            return Double.isInfinite(centres.distance(i)) ? 0 : centres.distance(i);
        }

        private Explanation explained(int i) {
            String formula = metric.name().toLowerCase(Locale.ROOT) + " distance of " + options.words()
                    + " to the nearest image that is labeled or chosen before";
            String reason = centres.nearest(i) < 0
                    ? "no image is labeled: the choice begins with the first id"
                    : "the nearest is " + names.get(centres.nearest(i));
            return new Explanation(formula, List.of(new Explanation.Part("distance", score(i), score(i), reason)));
        }
    }
}
