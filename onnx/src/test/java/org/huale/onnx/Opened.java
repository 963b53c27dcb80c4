package org.huale.onnx;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** What tests do with a model: open it, and show it images. */
final class Opened {

    private Opened() {}

    static Detector detector(Path model) {
        return new OnnxProvider()
                .open(new DetectorSource(
                        model, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1)));
    }

    static Detections found(Path model, Image image) {
        return found(model, image, Set.of());
    }

    static Detections found(Path model, Image image, Set<EvidencePart> wanted) {
        try (Detector detector = detector(model)) {
            return detector.detection(wanted).of(List.of(image)).get(0);
        }
    }

    static Detections.Evidence evidence(Detections found) {
        return requireNonNull(found.evidence());
    }

    /** An image of a size whose colours differ from place to place. */
    static Image image(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 7 + i / 3 / width * 13);
        }
        return new Image(new ImageSize(width, height), rgb);
    }
}
