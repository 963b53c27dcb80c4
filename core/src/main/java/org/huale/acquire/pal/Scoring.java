package org.huale.acquire.pal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.Explanation;
import org.huale.acquire.Explanation.Part;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.entropy.BoxEntropy;
import org.huale.acquire.entropy.BoxWords;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/** The scores of a class's candidates. */
record Scoring(Query query, PalOptions options, PoolClasses classes, Uncertainty uncertainty) {
    private static final String FORMULA =
            "weighted sum of the uncertainty of the class's most uncertain detection, and,"
                    + " scaled over the class's candidates, of the entropy of all detections and of the rarity of the classes shown,"
                    + " and of the unlikeness to candidates of higher rank";

    /** One candidate's numbers, before those of all are scaled. */
    private record Seen(ImageId image, Uncertainty.Most most, double entropy, double diversity, String reason) {}

    /** The candidates by falling uncertainty. */
    List<ImageScore> of(int classIndex, List<ImageId> candidates) {
        List<Seen> seen = seen(classIndex, candidates);
        Likeness likeness = options.likeness().with(query.predictions());
        double[] unlikeness = Likeness.unlikeness(likeness.vectors(query.predictions(), candidates));
        double[] entropies = scaled(seen.stream().mapToDouble(Seen::entropy).toArray());
        double[] diversities = scaled(seen.stream().mapToDouble(Seen::diversity).toArray());
        PalOptions.Weights weights = options.weights();
        List<ImageScore> scores = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            Seen one = seen.get(i);
            double bits = one.most().bits();
            String rank = likeness.words() + ", ranked " + (i + 1);
            List<Part> parts = List.of(
                    new Part("uncertainty", bits, weights.uncertainty() * bits, one.reason()),
                    new Part("image entropy", one.entropy(), weights.entropy() * entropies[i], ""),
                    new Part("rare classes", one.diversity(), weights.classes() * diversities[i], ""),
                    new Part("unlikeness", unlikeness[i], weights.unlikeness() * unlikeness[i], rank));
            scores.add(score(one.image(), parts));
        }
        return scores;
    }

    private List<Seen> seen(int classIndex, List<ImageId> candidates) {
        List<Seen> seen = new ArrayList<>();
        query.predictions()
                .forEach(
                        View.ORIGINAL,
                        candidates,
                        (image, found) -> ViewsByImage.named(image, () -> seen.add(seen(classIndex, image, found))));
        return seen;
    }

    /** Of an image that is taken because classes show in too few. */
    ImageScore filling(ImageId image, double bits) {
        String reason = bits > 0 ? "fills the budget, of which the classes left some" : "nothing uncertain is found";
        return score(
                image, List.of(new Part("uncertainty", bits, options.weights().uncertainty() * bits, reason)));
    }

    private static ImageScore score(ImageId image, List<Part> parts) {
        double sum = parts.stream().mapToDouble(Part::contribution).sum();
        return new ImageScore(image, sum, new Explanation(FORMULA, parts));
    }

    private Seen seen(int classIndex, ImageId image, Detections found) {
        ClassNames names = query.predictions().classes();
        Uncertainty.Most most = uncertainty.of(image, found, names.count())[classIndex];
        String reason = BoxWords.of(found, most.box(), names)
                + String.format(
                        Locale.ROOT,
                        ", right with probability %.2f by ",
                        uncertainty.calibration().probability(found, most.box()))
                + uncertainty.calibration().basis(classIndex);
        return new Seen(
                image, most, entropy(found, names.count()), classes.diversity(found, options.confidence()), reason);
    }

    /** The sum over detections of the entropy of the class, times the rarity of the class. */
    private double entropy(Detections found, int count) {
        ClassDistributions distributions = new ClassDistributions(found, count);
        return Arrays.stream(found.atLeast(options.confidence()))
                .mapToDouble(i -> classes.rarity(found.classes()[i]) * BoxEntropy.full(distributions.of(i)))
                .sum();
    }

    /** To 0 for the least and 1 for the greatest; 0 where all are equal. */
    private static double[] scaled(double[] values) {
        double least = Arrays.stream(values).min().orElse(0);
        double range = Arrays.stream(values).max().orElse(0) - least;
        return Arrays.stream(values)
                .map(it -> range > 0 ? (it - least) / range : 0)
                .toArray();
    }
}
