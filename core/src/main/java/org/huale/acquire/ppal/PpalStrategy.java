package org.huale.acquire.ppal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.acquire.likeness.ClassMatching;
import org.huale.acquire.likeness.LearnedMatching;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.companion.ClassQuality;
import org.huale.statistics.Quota;

/**
 * PPAL: {@linkplain Proposal the most uncertain images} are candidates, M for a budget of B, compared with each other by
 * {@link ClassMatching}; the {@linkplain Medoids medoids} of B clusters are taken. A score is an image's uncertainty. Without
 * the {@link ClassQuality} of a training all classes weigh the same, and explanations say so.
 *
 * <p>FAITHFUL keeps what the authors' program does beside the article: boxes of equal rank and class in different images
 * count as equal, an image without boxes is like every other, class qualities fade while a class is absent, and the first
 * centre is drawn. FIXED has none of that, begins with the most uncertain candidate, and does not compare boxes of {@linkplain
 * UnlearnedClasses classes that were never learned}. Keeps the M x M distances and the features of the candidates' boxes; time grows
 * with the square of M.
 *
 * <p>Source: Yang, Huang and Crowley, Plug and Play Active Learning for Object Detection, CVPR 2024.
 */
public record PpalStrategy(PpalOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<PpalOptions> {

        public Provider() {
            super(
                    "ppal",
                    "Uncertain images of difficult classes, one of each cluster of images that show the same (PPAL).",
                    PpalOptions.of(Mode.FIXED),
                    PpalStrategy::new);
        }
    }

    @Override
    public String name() {
        return "ppal";
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.FEATURES);
    }

    @Override
    public List<Companion> companions() {
        return List.of(options.companion());
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        int candidates = (int) Math.min(query.unlabeled().size(), Quota.upper(options.ratio(), query.wanted()));
        List<ImageScore> proposed = Proposal.of(query, options.uncertainty(), candidates);
        float[][] distances = distances(query, proposed);
        int first = options.mode() == Mode.FAITHFUL ? query.random().nextInt(proposed.size()) : 0;
        Medoids medoids = Medoids.begin(distances, query.wanted(), first);
        for (int i = 0; i < options.matching().iterations() && medoids.improve(); i++) {}
        return selection(proposed, distances, medoids);
    }

    private float[][] distances(Query query, List<ImageScore> proposed) {
        List<ImageId> images = proposed.stream().map(ImageScore::image).toList();
        LearnedMatching matching = new LearnedMatching(
                new ClassMatching(options.matching().boxes(), options.matching().confidence(), options.mode()),
                UnlearnedClasses.in(images, query, options.mode()));
        List<ClassMatching.Found> found = new ArrayList<>();
        query.predictions()
                .forEach(
                        View.ORIGINAL,
                        images,
                        (image, detections) -> found.add(ViewsByImage.computed(image, () -> matching.of(detections))));
        float[][] distances = new float[images.size()][images.size()];
        for (int i = 0; i < distances.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = (float) matching.distance(found.get(i), found.get(j));
                distances[j][i] = distances[i][j];
            }
        }
        return distances;
    }

    /** Candidates of each cluster. */
    private static int[] sizes(int candidates, Medoids medoids) {
        int[] sizes = new int[candidates];
        for (int i = 0; i < candidates; i++) {
            sizes[medoids.cluster(i)]++;
        }
        return sizes;
    }

    private static Selection selection(List<ImageScore> proposed, float[][] distances, Medoids medoids) {
        int[] sizes = sizes(proposed.size(), medoids);
        List<ImageScore> chosen = new ArrayList<>();
        List<ImageScore> passedOver = new ArrayList<>();
        for (int i = 0; i < proposed.size(); i++) {
            int cluster = medoids.cluster(i);
            int medoid = medoids.medoid(cluster);
            if (medoid == i) {
                String reason = sizes[cluster] == 1
                        ? "like no other candidate"
                        : "stands for " + sizes[cluster] + " candidates";
                chosen.add(with(proposed.get(i), 0, reason));
            } else {
                passedOver.add(with(
                        proposed.get(i),
                        distances[i][medoid],
                        "in the cluster of " + proposed.get(medoid).image()));
            }
        }
        return new Selection(chosen, passedOver);
    }

    private static ImageScore with(ImageScore score, double distance, String reason) {
        return score.with(new Explanation.Part("distance to the image taken", distance, 0, reason));
    }
}
