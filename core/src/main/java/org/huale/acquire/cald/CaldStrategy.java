package org.huale.acquire.cald;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.view.CutOuts;
import org.huale.geometry.Box;
import org.huale.statistics.Quota;

/**
 * Consistency-based active learning for object detection: images whose detections change in disturbed views by just the
 * amount that {@link ImageConsistency} calls for, and of the best of these the ones whose classes {@link ClassBalance}
 * misses, but for those that the detector {@linkplain UnlearnedClasses never learned}. Score 1 - value of the first stage, in
 * [0, 1].
 *
 * <p>Source: Yu et al., arXiv 2103.10374, and their program. Noise and rectangles are drawn from the query's generator once
 * for each selection. Images in which nothing was found are looked at once only.
 */
public record CaldStrategy(CaldOptions options) implements AcquisitionStrategy {
    private static final String NAME = "cald";
    private static final String FORMULA = "1 - mean over the views of the least |agreement - base point|";

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<CaldOptions> {

        public Provider() {
            super(
                    NAME,
                    "Detections that change in disturbed views, then classes that are missing (CALD).",
                    CaldOptions.defaults(),
                    CaldStrategy::new);
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
        PoolRanking ranking = new PoolRanking(query, new PoolRanking.Stage("consistency", candidates(query)));
        UnlearnedClasses unlearned = UnlearnedClasses.of(query, options.mode());
        Shown shown = shown(query, ranking, unlearned);
        ImageConsistency consistency =
                new ImageConsistency(options, query.predictions().classes(), shown.views());
        ViewsByImage views = new ViewsByImage(query.predictions(), shown.views());
        views.forEach(shown.images(), (image, found) -> {
            ImageConsistency.Value value = consistency.of(found);
            ranking.score(image, 1 - value.value(), () -> explained(1 - value.value(), value.reason()));
        });
        ranking.placeEmpty(options.empty(), score -> explained(score, "no detection"));
        List<ImageScore> best = ranking.inOrder();
        if (options.balance().target() == CaldOptions.Target.NONE) {
            return new Selection(best, List.of());
        }
        Map<ImageId, double[]> vectors = vectors(best, shown, consistency, views);
        leaveOut(unlearned, vectors);
        return balanced(query, candidates(best, vectors));
    }

    /** They are missing more than any other class, and what is found of them is noise. */
    private static void leaveOut(UnlearnedClasses unlearned, Map<ImageId, double[]> vectors) {
        vectors.values().forEach(classes -> Arrays.setAll(classes, c -> unlearned.contains(c) ? 0 : classes[c]));
    }

    private int candidates(Query query) {
        long wanted = options.balance().target() == CaldOptions.Target.NONE
                ? query.wanted()
                : Quota.lower(options.balance().ratio(), query.wanted());
        return (int) Math.min(query.unlabeled().size(), wanted);
    }

    /** The images in which something was found, and the views of them. */
    private record Shown(List<ImageId> images, List<View> views) {}

    private Shown shown(Query query, PoolRanking ranking, UnlearnedClasses unlearned) {
        List<ImageId> images = new ArrayList<>();
        Map<ImageId, List<Box>> rectangles = new HashMap<>();
        CutOuts cutOuts = new CutOuts(options.views().cutOut(), query.random().nextLong());
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), (image, found) -> {
            unlearned.see(found);
            if (found.count() > 0) {
                images.add(image);
                if (cutOuts.count() > 0) {
                    rectangles.put(image, cutOuts.of(query.predictions().record(image), boxes(found)));
                }
            } else if (options.mode() == Mode.FAITHFUL) {
                ranking.score(image, 1, () -> explained(1, "no detection"));
            } else {
                ranking.empty(image);
            }
        });
        return new Shown(images, options.views().views(options.mode(), cutOuts.seed(), rectangles));
    }

    private static List<Box> boxes(Detections found) {
        return IntStream.range(0, found.count()).mapToObj(found::box).toList();
    }

    /** The classes found in the images of the first stage, of which only these few are kept. */
    private static Map<ImageId, double[]> vectors(
            List<ImageScore> best, Shown shown, ImageConsistency consistency, ViewsByImage views) {
        Set<ImageId> looked = new HashSet<>(shown.images());
        Map<ImageId, double[]> vectors = new HashMap<>();
        views.forEach(
                best.stream().map(ImageScore::image).filter(looked::contains).toList(),
                (image, found) -> vectors.put(image, consistency.classes(found)));
        return vectors;
    }

    private static List<ClassBalance.Candidate> candidates(List<ImageScore> best, Map<ImageId, double[]> vectors) {
        return best.stream()
                .map(score -> new ClassBalance.Candidate(score, vectors.getOrDefault(score.image(), new double[0])))
                .toList();
    }

    private Selection balanced(Query query, List<ClassBalance.Candidate> candidates) {
        ClassBalance balance = new ClassBalance(
                options,
                ClassCounts.of(query.labeled(), query.predictions().classes()),
                query.labeled().size());
        List<ImageScore> chosen = new ArrayList<>();
        for (ClassBalance.Pick pick : balance.picks(candidates, query.wanted())) {
            ImageScore score = pick.candidate().score();
            query.scores().scored("class balance", score.image(), pick.divergence());
            chosen.add(score.with(new Explanation.Part(
                    "class balance", pick.divergence(), 0, "when it was picked from the candidates")));
        }
        return Selection.of(
                candidates.stream().map(ClassBalance.Candidate::score).toList(), chosen);
    }

    private static Explanation explained(double score, String reason) {
        return new Explanation(FORMULA, List.of(new Explanation.Part("inconsistency", 1 - score, score, reason)));
    }
}
