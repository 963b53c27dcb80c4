package org.huale.torch.rcnn.roi;

import java.util.Arrays;
import java.util.Set;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.NonMaximumSuppression;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.jspecify.annotations.Nullable;

/** Makes the detections of one image of what the box head says of its proposals. */
final class DetectionFilter {
    private static final float[] NOT_WANTED = new float[0];

    private final RoiOptions.Output options;
    private final int classes;
    private final BoxCoder coder;

    /** For K classes, without background, and deltas of the coder. */
    DetectionFilter(RoiOptions.Output options, int classes, BoxCoder coder) {
        this.options = options;
        this.classes = classes;
        this.coder = coder;
    }

    /**
     * The head's numbers of one image.
     *
     * @param proposals {@code [4 R]}, what was proposed
     * @param boxes {@code [4 R]}, what the deltas are relative to: the proposals, or what earlier stages made of them
     * @param probabilities {@code [R (K + 1)]}
     * @param deltas {@code [R 4 (K + 1)]}
     * @param variances {@code [4 R]} or {@code [R 4 (K + 1)]}, or null where they are not wanted or there is no variance head
     * @param features {@code [R D]}, empty where they are not wanted
     */
    record Regions(
            float[] proposals,
            float[] boxes,
            float[] probabilities,
            float[] deltas,
            float @Nullable [] variances,
            float[] features) {

        int count() {
            return proposals.length / 4;
        }
    }

    Detections of(Regions regions, PreparedImage image, Set<EvidencePart> wanted) {
        Candidates candidates = candidates(regions, image);
        NonMaximumSuppression.Kept kept = new NonMaximumSuppression(options.nmsIou())
                .keepCounting(candidates.boxes(), candidates.confidences(), candidates.classes());
        Found found = found(candidates, best(kept));
        float[] boxes = image.toOriginal(
                FlatBoxes.select(candidates.boxes(), found.kept().indices()));
        return new Detections(
                boxes,
                found.classes(),
                found.confidences(),
                wanted.isEmpty() ? null : evidence(found, regions, image, wanted));
    }

    private NonMaximumSuppression.Kept best(NonMaximumSuppression.Kept kept) {
        int count = Math.min(kept.indices().length, options.perImage());
        return new NonMaximumSuppression.Kept(
                Arrays.copyOf(kept.indices(), count), Arrays.copyOf(kept.suppressed(), count));
    }

    /** Pairs of region and class that are confident and large enough. */
    private record Candidates(float[] boxes, float[] confidences, int[] classes, int[] pairs) {}

    private Candidates candidates(Regions regions, PreparedImage image) {
        int[] pairs = confidentPairs(regions);
        float[] boxes = new float[4 * pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            int region = pairs[i] / (classes + 1);
            requireFinite(regions.deltas(), 4 * pairs[i]);
            coder.decode(regions.deltas(), 4 * pairs[i], regions.boxes(), region, boxes, i);
        }
        FlatBoxes.clip(boxes, image.size());
        int[] large = large(boxes);
        Candidates kept = new Candidates(
                FlatBoxes.select(boxes, large), new float[large.length], new int[large.length], new int[large.length]);
        for (int i = 0; i < large.length; i++) {
            int pair = pairs[large[i]];
            kept.confidences[i] = regions.probabilities()[pair];
            kept.classes[i] = pair % (classes + 1) - 1;
            kept.pairs[i] = pair;
        }
        return kept;
    }

    /** Infinite deltas would leave nothing of a box within the image, and the box be left out as too small. */
    private static void requireFinite(float[] deltas, int from) {
        for (int i = from; i < from + 4; i++) {
            if (!Float.isFinite(deltas[i])) {
                throw new DivergedException("boxes");
            }
        }
    }

    private int[] confidentPairs(Regions regions) {
        float[] probabilities = regions.probabilities();
        int[] pairs = new int[probabilities.length];
        int count = 0;
        for (int pair = 0; pair < probabilities.length; pair++) {
            if (Float.isNaN(probabilities[pair])) { // is not confident, so that nothing would be found
                throw new DivergedException("probabilities");
            }
            if (probabilities[pair] > options.minConfidence() && pair % (classes + 1) != 0) {
                pairs[count++] = pair;
            }
        }
        return Arrays.copyOf(pairs, count);
    }

    private static int[] large(float[] boxes) {
        int[] large = new int[boxes.length / 4];
        int count = 0;
        for (int i = 0; i < large.length; i++) {
            if (FlatBoxes.isAtLeast(boxes, i, RoiOptions.SHORTEST_SIDE)) {
                large[count++] = i;
            }
        }
        return Arrays.copyOf(large, count);
    }

    /** The best candidates, by which pair of region and class they came of. */
    private record Found(int[] classes, float[] confidences, int[] pairs, NonMaximumSuppression.Kept kept) {}

    private static Found found(Candidates candidates, NonMaximumSuppression.Kept kept) {
        int[] best = kept.indices();
        Found found = new Found(new int[best.length], new float[best.length], new int[best.length], kept);
        for (int i = 0; i < best.length; i++) {
            found.classes[i] = candidates.classes()[best[i]];
            found.confidences[i] = candidates.confidences()[best[i]];
            found.pairs[i] = candidates.pairs()[best[i]];
        }
        return found;
    }

    private Detections.Evidence evidence(Found found, Regions regions, PreparedImage image, Set<EvidencePart> wanted) {
        int[] origins =
                Arrays.stream(found.pairs()).map(pair -> pair / (classes + 1)).toArray();
        int width = regions.count() == 0 ? 0 : regions.features().length / regions.count();
        return new Detections.Evidence(
                wanted.contains(EvidencePart.PROBABILITIES)
                        ? rows(regions.probabilities(), origins, classes + 1)
                        : NOT_WANTED,
                wanted.contains(EvidencePart.PROPOSALS)
                        ? image.toOriginal(rows(regions.proposals(), origins, 4))
                        : NOT_WANTED,
                rows(regions.features(), origins, width),
                variances(regions, found.pairs()),
                wanted.contains(EvidencePart.SUPPRESSED) ? floats(found.kept().suppressed()) : null);
    }

    private float @Nullable [] variances(Regions regions, int[] pairs) {
        float[] predicted = regions.variances();
        return predicted == null ? null : new SideVariances(predicted, classes).of(regions.deltas(), pairs);
    }

    private static float[] floats(int[] counts) {
        float[] floats = new float[counts.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = counts[i];
        }
        return floats;
    }

    private static float[] rows(float[] values, int[] rows, int width) {
        float[] selected = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, selected, i * width, width);
        }
        return selected;
    }
}
