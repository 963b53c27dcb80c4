package org.huale.acquire.pal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.TopImages;
import org.huale.acquire.calibration.Calibration;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.statistics.Quota;

/** One selection under way. */
final class PalSelection {
    private static final Explanation NONE = new Explanation("", List.of());

    private final Query query;
    private final PalOptions options;
    private final PoolClasses classes;
    private final int[] budgets;
    private final Uncertainty uncertainty;
    private final Scoring scoring;
    private final List<TopImages> ofClass = new ArrayList<>();
    private final TopImages ofAll;
    private final Map<ImageId, ImageScore> taken = new LinkedHashMap<>();
    private final Map<ImageId, ImageScore> passedOver = new HashMap<>();

    PalSelection(Query query, PalOptions options) {
        this.query = query;
        this.options = options;
        this.classes = PoolClasses.of(query, options);
        this.budgets = classes.budgets(query.annotated());
        this.uncertainty = new Uncertainty(Calibration.of(query, options.learning()), options.confidence());
        this.scoring = new Scoring(query, options, classes, uncertainty);
        this.ofAll = new TopImages(query.wanted());
        for (int budget : budgets) { // others may take as many of a class's images as there are to be taken
            ofClass.add(new TopImages(
                    budget == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (long) candidates(budget) + query.wanted())));
        }
    }

    private int candidates(int budget) {
        return (int) Math.min(query.unlabeled().size(), Quota.upper(options.ratio(), budget));
    }

    Selection make() {
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), this::rank);
        for (int c : classes.rarestFirst()) {
            take(c);
        }
        fill();
        taken.keySet().forEach(passedOver::remove);
        List<ImageScore> others = new ArrayList<>(passedOver.values());
        others.sort(ImageScore.MOST_WANTED_FIRST);
        return new Selection(List.copyOf(taken.values()), others);
    }

    private void rank(ImageId image, Detections found) {
        Uncertainty.Most[] most = uncertainty.of(image, found, budgets.length);
        double highest = 0;
        for (int c = 0; c < most.length; c++) {
            if (most[c].box() >= 0 && classes.counts(c)) {
                ofClass.get(c).offer(image, most[c].bits(), () -> NONE);
                highest = Math.max(highest, most[c].bits());
            }
        }
        query.scores().scored("uncertainty", image, highest);
        ofAll.offer(image, highest, () -> NONE);
    }

    /** The highest scores of a class's candidates. */
    private void take(int classIndex) {
        List<ImageId> candidates = ofClass.get(classIndex).inOrder().stream()
                .map(ImageScore::image)
                .filter(image -> !taken.containsKey(image))
                .limit(candidates(budgets[classIndex]))
                .toList();
        List<ImageScore> scores = scoring.of(classIndex, candidates);
        scores.sort(ImageScore.MOST_WANTED_FIRST);
        for (ImageScore score : scores) {
            query.scores().scored("pal", score.image(), score.score());
        }
        int budget = Math.min(budgets[classIndex], scores.size());
        scores.subList(0, budget).forEach(score -> taken.put(score.image(), score));
        for (ImageScore score : scores.subList(budget, scores.size())) {
            passedOver.merge(score.image(), score, (a, b) -> ImageScore.MOST_WANTED_FIRST.compare(a, b) <= 0 ? a : b);
        }
    }

    /** Where classes show in too few images for their budgets, and beyond these, the most uncertain images of any class. */
    private void fill() {
        Comparator<ImageScore> order = ImageScore.MOST_WANTED_FIRST;
        ofAll.inOrder().stream()
                .filter(it -> !taken.containsKey(it.image()))
                .limit((long) query.wanted() - taken.size())
                .map(it -> scoring.filling(it.image(), it.score()))
                .sorted(order)
                .forEach(it -> {
                    query.scores().scored("pal", it.image(), it.score());
                    taken.put(it.image(), it);
                });
    }
}
