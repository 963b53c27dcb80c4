package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.problem.HualeException;

/**
 * Greedy k-centre: again and again the image whose nearest chosen one is farthest, its distance multiplied by a power of
 * its score. Keeps what is compared of each image and one distance for each, not the matrix: O(M B) comparisons for B of M.
 */
final class GreedyCentres<S> {
    private final ImageLikeness<S> likeness;
    private final List<ImageScore> ranked;
    private final List<S> images = new ArrayList<>();
    private final double[] factors;
    private final double[] distances;
    private final String[] nearest;

    GreedyCentres(ImageLikeness<S> likeness, List<ImageScore> ranked, double[] factors) {
        this.likeness = likeness;
        this.ranked = ranked;
        this.factors = factors;
        this.distances = new double[ranked.size()];
        this.nearest = new String[ranked.size()];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Arrays.fill(nearest, "");
    }

    /** @param labeled whether labeled images are centres from the start */
    List<ImageScore> choose(Query query, int count, boolean labeled) {
        List<ImageId> ids = ranked.stream().map(ImageScore::image).toList();
        query.predictions().forEach(View.ORIGINAL, ids, (image, detections) -> images.add(compared(image, detections)));
        if (labeled) {
            List<ImageId> known =
                    query.labeled().images().stream().map(ImageRecord::id).toList();
            query.predictions()
                    .forEach(View.ORIGINAL, known, (image, detections) -> centre(image, compared(image, detections)));
        }
        List<ImageScore> chosen = new ArrayList<>();
        boolean[] taken = new boolean[ranked.size()];
        while (chosen.size() < Math.min(count, ranked.size())) {
            int next = farthest(taken);
            chosen.add(explained(next));
            taken[next] = true;
            centre(ranked.get(next).image(), images.get(next));
        }
        return chosen;
    }

    private S compared(ImageId image, Detections detections) {
        try {
            return likeness.of(detections);
        } catch (IllegalArgumentException e) {
            throw new HualeException("image " + image + ": " + e.getMessage(), e);
        }
    }

    private void centre(ImageId image, S centre) {
        for (int i = 0; i < distances.length; i++) {
            double distance = likeness.distance(images.get(i), centre);
            if (distance < distances[i]) {
                distances[i] = distance;
                nearest[i] = image.value();
            }
        }
    }

    /** The better ranked of equals; before there is any centre, the best ranked of all. */
    private int farthest(boolean[] taken) {
        int best = -1;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i] && (best < 0 || worth(i) > worth(best))) {
                best = i;
            }
        }
        return best;
    }

    private double worth(int i) {
        return Double.isInfinite(distances[i]) ? 0 : distances[i] * factors[i];
    }

    private ImageScore explained(int i) {
        ImageScore score = ranked.get(i);
        boolean first = Double.isInfinite(distances[i]);
        String reason = first
                ? "the best ranked, with which the choice began"
                : String.format(Locale.ROOT, "ranked %d; the nearest image taken before is %s", i + 1, nearest[i]);
        List<Explanation.Part> parts = new ArrayList<>(score.explanation().parts());
        parts.add(new Explanation.Part("distance to those taken", first ? 0 : distances[i], 0, reason));
        return new ImageScore(
                score.image(),
                score.score(),
                new Explanation(score.explanation().formula(), parts));
    }
}
