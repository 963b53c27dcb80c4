package org.huale.onnx.reading;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.NonMaximumSuppression;
import org.huale.geometry.NonMaximumSuppression.Kept;
import org.huale.geometry.ScoreOrder;
import org.huale.onnx.options.OutputOptions.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Makes the detections of an image of its candidates: suppression within a class, the best of what stays, back to the image.
 * Boxes that show nothing of the image, such as those in the padding, are left out first.
 *
 * @param options which candidates count
 * @param classes K
 * @param features what describes them, if anything does
 */
public record DetectionSelection(Selection options, int classes, Optional<ObjectFeatures> features) {
    private static final float[] NOT_WANTED = new float[0];

    public Detections of(NetworkOutputs outputs, Candidates candidates, Set<EvidencePart> wanted) {
        float[] boxes = outputs.placement().toOriginal(candidates.boxes());
        int[] visible = IntStream.range(0, candidates.count())
                .filter(i -> boxes[4 * i + 2] > boxes[4 * i] && boxes[4 * i + 3] > boxes[4 * i + 1])
                .toArray();
        Kept kept = best(kept(candidates, visible));
        int[] chosen = Arrays.stream(kept.indices()).map(i -> visible[i]).toArray();
        return new Detections(
                FlatBoxes.select(boxes, chosen),
                select(candidates.classes(), chosen),
                select(candidates.confidences(), chosen),
                wanted.isEmpty() ? null : evidence(outputs, candidates, chosen, kept.suppressed(), wanted));
    }

    private Kept kept(Candidates candidates, int[] visible) {
        float[] confidences = select(candidates.confidences(), visible);
        Double iou = options.nmsIou();
        if (iou == null) {
            return new Kept(ScoreOrder.descending(confidences), new int[visible.length]);
        }
        return new NonMaximumSuppression(iou)
                .keepCounting(
                        FlatBoxes.select(candidates.boxes(), visible),
                        confidences,
                        select(candidates.classes(), visible));
    }

    private Kept best(Kept kept) {
        int count = Math.min(kept.indices().length, options.perImage());
        return new Kept(Arrays.copyOf(kept.indices(), count), Arrays.copyOf(kept.suppressed(), count));
    }

    private Detections.Evidence evidence(
            NetworkOutputs outputs, Candidates candidates, int[] chosen, int[] suppressed, Set<EvidencePart> wanted) {
        boolean described = wanted.contains(EvidencePart.FEATURES) && features.isPresent();
        return new Detections.Evidence(
                wanted.contains(EvidencePart.PROBABILITIES) ? probabilities(candidates, chosen) : NOT_WANTED,
                NOT_WANTED,
                described ? features.get().of(outputs, candidates, chosen) : NOT_WANTED,
                null,
                wanted.contains(EvidencePart.SUPPRESSED) && options.nmsIou() != null ? floats(suppressed) : null);
    }

    private float[] probabilities(Candidates candidates, int[] chosen) {
        Candidates.@Nullable Distributions distributions = candidates.distributions();
        if (distributions == null) {
            return NOT_WANTED;
        }
        float[] probabilities = new float[chosen.length * (classes + 1)];
        for (int i = 0; i < chosen.length; i++) {
            distributions.write(candidates.rows()[chosen[i]], probabilities, i * (classes + 1));
        }
        return probabilities;
    }

    private static float[] floats(int[] counts) {
        float[] floats = new float[counts.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = counts[i];
        }
        return floats;
    }

    private static int[] select(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    private static float[] select(float[] values, int[] indices) {
        float[] selected = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = values[indices[i]];
        }
        return selected;
    }
}
