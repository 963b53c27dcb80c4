package org.huale.command;

import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** The same for batches of images in memory: a start of the program for each. */
record CommandDetector(CommandPoolDetector program) implements Detector {

    @Override
    public ClassNames classes() {
        return program.classes();
    }

    @Override
    public Set<EvidencePart> evidence() {
        return program.evidence();
    }

    /** Files of any size share a list. */
    @Override
    public ImageSize padded(ImageSize image) {
        return new ImageSize(1, 1);
    }

    @Override
    public BatchPass<Image, Detections> detection(Set<EvidencePart> wanted) {
        return new BatchPass<>(image -> image, program::detect);
    }

    @Override
    public void close() {
        program.close();
    }
}
