package org.huale.acquire.localization;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.ViewsByImage;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.view.GaussianNoiseView;
import org.huale.random.Seeds;

/**
 * Localization stability with classification (LS+C): images whose boxes move under noise and whose classes are in doubt.
 * Score 1 - S + U in [0, 2], as {@link BoxStability} says. One forward for the image and one for each strength of noise.
 *
 * <p>After Kao et al., ACCV 2018, as in the program of CALD. The noise is drawn from the query's generator for each
 * selection and strength.
 */
public record StabilityStrategy(StabilityOptions options) implements AcquisitionStrategy {
    private static final String NAME = "ls-c";
    private static final String FORMULA = "1 - stability of the boxes under noise + greatest doubt about a class";

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<StabilityOptions> {

        public Provider() {
            super(
                    NAME,
                    "Boxes that move under noise, and doubtful classes (LS+C).",
                    StabilityOptions.defaults(),
                    StabilityStrategy::new);
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
        PoolRanking ranking = new PoolRanking(query, new PoolRanking.Stage("stability", query.wanted()));
        List<ImageId> shown = shown(query, ranking);
        BoxStability stability = new BoxStability(query.predictions().classes(), options.boxes());
        new ViewsByImage(query.predictions(), views(new Seeds(query.random().nextLong())))
                .forEach(shown, (image, found) -> {
                    BoxStability.Value value = stability.of(found.get(0), found.subList(1, found.size()));
                    double score = 1 - value.value();
                    ranking.score(image, score, () -> explained(value, score));
                });
        ranking.placeEmpty(options.empty(), StabilityStrategy::emptyExplained);
        return new Selection(ranking.inOrder(), List.of());
    }

    /** The images with detections; the others need no second look. */
    private List<ImageId> shown(Query query, PoolRanking ranking) {
        List<ImageId> shown = new ArrayList<>();
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), (image, found) -> {
            if (found.count() > 0) {
                shown.add(image);
            } else if (options.mode() == Mode.FAITHFUL) {
                ranking.score(image, 1, () -> emptyExplained(1)); // S - U counts as 0
            } else {
                ranking.empty(image);
            }
        });
        return shown;
    }

    /** Of noise drawn anew for each strength: one pattern that is scaled would move a box the same way again and again. */
    private List<View> views(Seeds seeds) {
        List<View> views = new ArrayList<>();
        for (int level = 1; level <= options.noise().levels(); level++) {
            views.add(new GaussianNoiseView(level * options.noise().step(), seeds.of("noise", level)));
        }
        return views;
    }

    private static Explanation explained(BoxStability.Value value, double score) {
        return new Explanation(
                FORMULA,
                List.of(
                        new Explanation.Part("stability less doubt", value.value(), score, ""),
                        new Explanation.Part("stability", value.stability(), 0, value.leastStable()),
                        new Explanation.Part("doubt", value.doubt(), 0, value.mostDoubtful())));
    }

    private static Explanation emptyExplained(double score) {
        return new Explanation(
                FORMULA, List.of(new Explanation.Part("stability less doubt", 1 - score, score, "no detection")));
    }
}
