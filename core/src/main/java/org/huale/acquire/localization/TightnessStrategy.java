package org.huale.acquire.localization;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.entropy.BoxWords;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.geometry.Box;

/**
 * Localization tightness with classification (LT/C): images with a box whose fit to its proposal and whose class disagree,
 * surely classified in a loose box or doubtfully in a tight one. With T the IoU of box and proposal and p the highest class
 * probability, an image's value is the least |T + p - 1| of its boxes, at most 1; the score is 1 less that, in [0, 1].
 *
 * <p>After Kao et al., ACCV 2018, as in the program of CALD. Needs proposals, hence a detector in two stages. One box in a
 * hundred is enough, so that an image of many boxes is nearly always wanted.
 */
public record TightnessStrategy(TightnessOptions options) implements AcquisitionStrategy {
    private static final String NAME = "lt-c";
    private static final String FORMULA = "1 - the least |tightness + class probability - 1| over the detections";

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<TightnessOptions> {

        public Provider() {
            super(
                    NAME,
                    "Boxes whose fit to their proposal and whose class disagree (LT/C).",
                    TightnessOptions.defaults(),
                    TightnessStrategy::new);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.PROBABILITIES, EvidencePart.PROPOSALS);
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        PoolRanking ranking = new PoolRanking(query, new PoolRanking.Stage("tightness", query.wanted()));
        query.predictions()
                .forEach(
                        View.ORIGINAL,
                        query.unlabeled(),
                        (image, found) -> ViewsByImage.named(image, () -> see(image, found, query, ranking)));
        ranking.placeEmpty(options.empty(), score -> explained(1 - score, score, "no detection"));
        return new Selection(ranking.inOrder(), List.of());
    }

    private void see(ImageId image, Detections found, Query query, PoolRanking ranking) {
        if (found.count() > 0) {
            int classes = query.predictions().classes().count();
            Value value = value(found, new ClassDistributions(found, classes));
            ranking.score(
                    image,
                    1 - value.least(),
                    () -> explained(value.least(), 1 - value.least(), words(found, value, query)));
        } else if (options.mode() == Mode.FAITHFUL) {
            ranking.score(image, 0, () -> explained(1, 0, "no detection"));
        } else {
            ranking.empty(image);
        }
    }

    /** The least of an image, and the detection it is of, -1 where all are above 1. */
    private record Value(double least, int box, double tightness) {}

    private Value value(Detections found, ClassDistributions distributions) {
        float[] proposals = proposals(found);
        Value value = new Value(1, -1, 0);
        for (int i = 0; i < found.count(); i++) {
            Box proposal = box(proposals, i);
            double tightness = options.mode() == Mode.FAITHFUL
                    ? PixelIou.of(found.box(i), proposal)
                    : found.box(i).iou(proposal);
            double disagreement = Math.abs(tightness + distributions.highest(i) - 1);
            value = disagreement < value.least() ? new Value(disagreement, i, tightness) : value;
        }
        return value;
    }

    private static float[] proposals(Detections found) {
        Detections.Evidence evidence = found.evidence();
        if (evidence == null || evidence.proposals().length == 0) {
            throw new IllegalArgumentException(
                    "its detections have no proposals, with which lt-c compares them; it needs a detector in two stages");
        }
        return evidence.proposals();
    }

    private static Box box(float[] boxes, int i) {
        return new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
    }

    private static String words(Detections found, Value value, Query query) {
        return value.box() < 0
                ? "no box below 1"
                : String.format(
                        Locale.ROOT,
                        "%s, tightness %.2f",
                        BoxWords.of(found, value.box(), query.predictions().classes()),
                        value.tightness());
    }

    private static Explanation explained(double value, double score, String reason) {
        return new Explanation(FORMULA, List.of(new Explanation.Part("agreement", value, score, reason)));
    }
}
