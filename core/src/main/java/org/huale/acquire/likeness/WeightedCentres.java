package org.huale.acquire.likeness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.ViewsByImage;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.problem.HualeException;

/**
 * Greedy k-centre among ranked images: {@link Centres} whose distance is multiplied by a power of the image's score. Keeps what is compared of each image: O(M B)
 * comparisons for B of M.
 */
public final class WeightedCentres<S> {
    private final ImageLikeness<S> likeness;
    private final List<ImageScore> ranked;
    private final List<S> images = new ArrayList<>();
    private final double[] factors;
    private final Centres centres;
    private final List<ImageId> names = new ArrayList<>();

    /**
     * An image that was taken.
     *
     * @param worth its distance times its factor, by which it was chosen; 0 of the first where there was nothing to be far from
     * @param part tells the distance and the nearest image taken before; counts for nothing
     */
    public record Taken(ImageScore ranked, double worth, Explanation.Part part) {

        /** With the score that it had. */
        public ImageScore beside() {
            return ranked.with(part);
        }
    }

    /** @param factors by which the distance of each is multiplied */
    public WeightedCentres(ImageLikeness<S> likeness, List<ImageScore> ranked, double[] factors) {
        this.likeness = likeness;
        this.ranked = ranked;
        this.factors = factors;
        this.centres = new Centres(ranked.size());
    }

    /**
     * As many as there are at most, in the order they were taken.
     *
     * @param labeled whether labeled images are centres from the start
     * @throws HualeException where detections have no features, or such as are not finite
     */
    public List<Taken> choose(Query query, int count, boolean labeled) {
        List<ImageId> ids = ranked.stream().map(ImageScore::image).toList();
        query.predictions().forEach(View.ORIGINAL, ids, (image, detections) -> images.add(compared(image, detections)));
        if (labeled) {
            List<ImageId> known =
                    query.labeled().images().stream().map(ImageRecord::id).toList();
            query.predictions().forEach(View.ORIGINAL, known, (image, detections) -> {
                S centre = compared(image, detections);
                centres.add(i -> likeness.distance(images.get(i), centre));
                names.add(image);
            });
        }
        List<Taken> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(count, ranked.size())) {
            int next = centres.farthest(this::worth); // the better ranked of equals
            chosen.add(explained(next));
            S centre = images.get(next);
            centres.take(next, i -> likeness.distance(images.get(i), centre));
            names.add(ranked.get(next).image());
        }
        return chosen;
    }

    private S compared(ImageId image, Detections detections) {
        return ViewsByImage.computed(image, () -> likeness.of(detections));
    }

    /** Before there is any centre the best ranked of all is worth most. */
    private double worth(int i) {
        return Double.isInfinite(centres.distance(i)) ? 0 : centres.distance(i) * factors[i];
    }

    private Taken explained(int i) {
        boolean first = Double.isInfinite(centres.distance(i));
        String reason = first
                ? "the best ranked, with which the choice began"
                : String.format(
                        Locale.ROOT,
                        "ranked %d; the nearest image taken before is %s",
                        i + 1,
                        names.get(centres.nearest(i)));
        double distance = first ? 0 : centres.distance(i);
        return new Taken(ranked.get(i), worth(i), new Explanation.Part("distance to those taken", distance, 0, reason));
    }
}
