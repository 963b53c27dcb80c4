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
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the detections of an image of its candidates: suppression within a class, the best of what stays, back to the image.
 * Boxes that show nothing of the image, such as those in the padding, are left out at the end: they suppress others and count
 * among the best, as in the programs whose networks these are.
 *
 * @param options which candidates count
 * @param classes K
 * @param features what describes them, if anything does
 */
public record DetectionSelection(Selection options, int classes, Optional<ObjectFeatures> features) {
    private static final float[] NOT_WANTED = new float[0];

    public Detections of(NetworkOutputs outputs, Candidates candidates, Set<EvidencePart> wanted) {
        float[] boxes = outputs.placement().toOriginal(candidates.boxes());
        requireNumbers(boxes, candidates.rows());
        Kept kept = visible(best(kept(candidates)), boxes);
        int[] chosen = kept.indices();
        return new Detections(
                FlatBoxes.select(boxes, chosen),
                Arrays.stream(chosen).map(i -> candidates.classes()[i]).toArray(),
                confidences(candidates, chosen),
                wanted.isEmpty() ? null : evidence(outputs, candidates, kept, wanted));
    }

    private Kept kept(Candidates candidates) {
        Double iou = options.nmsIou();
        return iou == null
                ? new Kept(ScoreOrder.descending(candidates.confidences()), new int[candidates.count()])
                : new NonMaximumSuppression(iou)
                        .keepCounting(candidates.boxes(), candidates.confidences(), candidates.classes());
    }

    private static Kept visible(Kept kept, float[] boxes) {
        int[] places = IntStream.range(0, kept.indices().length)
                .filter(place -> isVisible(boxes, 4 * kept.indices()[place]))
                .toArray();
        return new Kept(
                Arrays.stream(places).map(it -> kept.indices()[it]).toArray(),
                Arrays.stream(places).map(it -> kept.suppressed()[it]).toArray());
    }

    /** No number is what arithmetic with infinite ones makes. */
    private static void requireNumbers(float[] boxes, int[] rows) {
        for (int i = 0; i < boxes.length; i++) {
            if (Float.isNaN(boxes[i])) {
                throw new HualeException(
                        "the network gave numbers in row " + rows[i / 4] + " of its boxes that make NaN of a side,"
                                + " such as Infinity; numbers of 16 bits end at 65504, so export it with 32 bits");
            }
        }
    }

    private static boolean isVisible(float[] boxes, int at) {
        return boxes[at + 2] > boxes[at] && boxes[at + 3] > boxes[at + 1];
    }

    private Kept best(Kept kept) {
        int count = Math.min(kept.indices().length, options.perImage());
        return new Kept(Arrays.copyOf(kept.indices(), count), Arrays.copyOf(kept.suppressed(), count));
    }

    private Detections.Evidence evidence(
            NetworkOutputs outputs, Candidates candidates, Kept kept, Set<EvidencePart> wanted) {
        int[] chosen = kept.indices();
        boolean described = wanted.contains(EvidencePart.FEATURES) && features.isPresent();
        return new Detections.Evidence(
                wanted.contains(EvidencePart.PROBABILITIES) ? probabilities(candidates, chosen) : NOT_WANTED,
                NOT_WANTED,
                described ? features.get().of(outputs, candidates, chosen) : NOT_WANTED,
                null,
                wanted.contains(EvidencePart.SUPPRESSED) && options.nmsIou() != null
                        ? floats(kept.suppressed())
                        : null);
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

    private static float[] confidences(Candidates candidates, int[] chosen) {
        float[] confidences = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            confidences[i] = candidates.confidences()[chosen[i]];
        }
        return confidences;
    }
}
