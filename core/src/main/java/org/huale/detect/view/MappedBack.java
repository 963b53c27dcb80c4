package org.huale.detect.view;

import java.util.function.UnaryOperator;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.jspecify.annotations.Nullable;

/**
 * Detections whose boxes and proposals are moved by a map and clipped to the image; one wholly outside becomes a degenerate
 * box on the border. Variances of sides are shares of the width or height as predicted and stay as they are.
 */
record MappedBack(ImageSize image, UnaryOperator<Box> map) {

    Detections of(Detections found) {
        return new Detections(moved(found.boxes()), found.classes(), found.confidences(), moved(found.evidence()));
    }

    private Detections.@Nullable Evidence moved(Detections.@Nullable Evidence evidence) {
        return evidence == null
                ? null
                : new Detections.Evidence(
                        evidence.probabilities(),
                        moved(evidence.proposals()),
                        evidence.features(),
                        evidence.localizationVariances(),
                        evidence.suppressed());
    }

    private float[] moved(float[] boxes) {
        float[] moved = new float[boxes.length];
        for (int i = 0; i < boxes.length; i += 4) {
            Box box = map.apply(new Box(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]))
                    .clippedTo(image);
            moved[i] = (float) box.x1();
            moved[i + 1] = (float) box.y1();
            moved[i + 2] = (float) box.x2();
            moved[i + 3] = (float) box.y2();
        }
        return moved;
    }
}
