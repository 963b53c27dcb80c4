package org.huale.acquire.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.ScoreShares;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.dataset.ImageId;
import org.huale.detect.View;

/**
 * Takes, again and again, the image that adds most to the sum over the classes of ln(1 + count): what is annotated so far
 * and what is expected in the images taken. A rare class counts for more than a frequent one, and for less with each image
 * taken that shows it. The sum is submodular, so that the {@link LazyGreedy} choice is near the best where there are no factors
 * and costs: O(M B K) for B of M images and K classes at worst, mostly far less. Of images that add the same the better ranked is
 * taken. Keeps K numbers for each candidate.
 */
final class ClassCoverage {
    private final Query query;
    private final CoverageOptions options;
    private final List<ImageScore> ranked;
    private final double[] factors;
    private final CalibratedCounts calibrated;
    private final List<double[]> expected = new ArrayList<>();
    private final List<Double> boxes = new ArrayList<>();
    private final UnlearnedClasses unlearned;
    private final CoveredClasses covered;

    ClassCoverage(Query query, CoverageOptions options, List<ImageScore> ranked) {
        this.query = query;
        this.options = options;
        this.ranked = ranked;
        this.factors = ScoreShares.of(ranked, options.scoreWeight());
        this.calibrated = CalibratedCounts.of(query, options.presence());
        this.unlearned = UnlearnedClasses.of(query, options.unseenConfidence());
        this.covered = new CoveredClasses(calibrated.annotated());
    }

    List<ImageScore> choose(int count) {
        look();
        leaveOutUnlearned();
        double[] first = new double[ranked.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = value(i);
            query.scores().scored("coverage", ranked.get(i).image(), first[i]);
        }
        LazyGreedy greedy = new LazyGreedy(first, this::value);
        List<ImageScore> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(count, ranked.size())) {
            chosen.add(take(greedy.next()));
        }
        return chosen;
    }

    private void look() {
        List<ImageId> ids = ranked.stream().map(ImageScore::image).toList();
        query.predictions().forEach(View.ORIGINAL, ids, (image, found) -> {
            expected.add(calibrated.expected(found));
            boxes.add(options.boxCost() > 0 ? calibrated.boxes(found) : 0);
            unlearned.see(found);
        });
    }

    private void leaveOutUnlearned() {
        for (double[] image : expected) {
            Arrays.setAll(image, c -> unlearned.contains(c) ? 0 : image[c]);
        }
    }

    private double value(int i) {
        return factors[i] * covered.gain(expected.get(i)) / Math.pow(1 + boxes.get(i), options.boxCost());
    }

    private ImageScore take(int i) {
        ImageScore taken = explained(i);
        query.scores().scored("coverage", taken.image(), taken.score());
        covered.take(expected.get(i));
        return taken;
    }

    private ImageScore explained(int i) {
        double value = value(i);
        double gain = covered.gain(expected.get(i));
        Explanation.Part part = new Explanation.Part("classes gained", gain, value, reason(i));
        Explanation before = ranked.get(i).explanation();
        return new ImageScore(ranked.get(i).image(), value, Explanation.of(formula(), part, before));
    }

    private String reason(int i) {
        double[] counts = expected.get(i);
        int most = covered.mostGained(counts);
        return counts.length == 0 || counts[most] == 0
                ? "candidate " + (i + 1) + "; no class is expected"
                : String.format(
                        Locale.ROOT,
                        "candidate %d; mostly %s, of which %.1f are expected beside %.1f (%s)",
                        i + 1,
                        query.predictions().classes().name(most),
                        counts[most],
                        covered.count(most),
                        calibrated.inWords(most));
    }

    private String formula() {
        String what = options.presence().count().name().toLowerCase(Locale.ROOT);
        String weighed = ScoreShares.asFactor(ranked, options.scoreWeight());
        String paid = options.boxCost() > 0 ? ", divided by a power of 1 + expected objects" : "";
        return "what it adds to the sum over the classes of ln(1 + " + what + ")" + weighed + paid;
    }
}
