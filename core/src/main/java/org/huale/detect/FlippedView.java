package org.huale.detect;

import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.image.Image;
import org.jspecify.annotations.Nullable;

/** Mirrored left to right: x becomes W - x, and the left side of a box the right one. */
final class FlippedView implements View {

    @Override
    public String name() {
        return "flipped";
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        return pixels.apply(record).flipped();
    }

    @Override
    public Detections toOriginal(ImageRecord record, Detections found) {
        int width = record.size().width();
        return new Detections(
                mirrored(found.boxes(), width),
                found.classes(),
                found.confidences(),
                mirrored(found.evidence(), width));
    }

    private static Detections.@Nullable Evidence mirrored(Detections.@Nullable Evidence evidence, int width) {
        if (evidence == null) {
            return null;
        }
        float[] variances = evidence.localizationVariances();
        return new Detections.Evidence(
                evidence.probabilities(),
                mirrored(evidence.proposals(), width),
                evidence.features(),
                variances == null ? null : sidesSwapped(variances),
                evidence.suppressed());
    }

    private static float[] mirrored(float[] boxes, int width) {
        float[] mirrored = boxes.clone();
        for (int i = 0; i < boxes.length; i += 4) {
            mirrored[i] = width - boxes[i + 2];
            mirrored[i + 2] = width - boxes[i];
        }
        return mirrored;
    }

    private static float[] sidesSwapped(float[] sides) {
        float[] swapped = sides.clone();
        for (int i = 0; i < sides.length; i += 4) {
            swapped[i] = sides[i + 2];
            swapped[i + 2] = sides[i];
        }
        return swapped;
    }
}
