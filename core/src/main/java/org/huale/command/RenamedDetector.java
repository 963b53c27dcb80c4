package org.huale.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** A detector whose file does not name its classes, with the names that it was to learn. */
record RenamedDetector(Detector detector, ClassNames classes) implements Detector {

    /** The detector itself where it has these names. */
    static Detector of(Detector detector, ClassNames classes) {
        return detector.classes().equals(classes) ? detector : new RenamedDetector(detector, classes);
    }

    @Override
    public Set<EvidencePart> evidence() {
        return detector.evidence();
    }

    @Override
    public Optional<String> remedy(EvidencePart part) {
        return detector.remedy(part);
    }

    @Override
    public ImageSize padded(ImageSize image) {
        return detector.padded(image);
    }

    @Override
    public BatchPass<?, Detections> detection(Set<EvidencePart> wanted) {
        return detector.detection(wanted);
    }

    @Override
    public List<Detections> detect(List<Image> images) {
        return detector.detect(images);
    }

    @Override
    public Set<String> vectors() {
        return detector.vectors();
    }

    @Override
    public BatchPass<?, float[]> description(String vector) {
        return detector.description(vector);
    }

    @Override
    public Map<String, float[]> classStatistics() {
        return detector.classStatistics();
    }

    @Override
    public void close() {
        detector.close();
    }
}
