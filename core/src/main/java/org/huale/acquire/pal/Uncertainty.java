package org.huale.acquire.pal;

import java.util.Arrays;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.calibration.Calibration;
import org.huale.acquire.entropy.BoxEntropy;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;

/** How uncertain it is whether a detection is right: the entropy in bits of its calibrated probability, in [0, 1]. */
record Uncertainty(Calibration calibration, double confidence) {

    /**
     * The most uncertain detection of a class in an image.
     *
     * @param box its index, -1 where the image shows none of the class
     */
    record Most(double bits, int box) {
        static final Most NONE = new Most(0, -1);
    }

    /** For each class. */
    Most[] of(ImageId image, Detections found, int classes) {
        Most[] most = new Most[classes];
        Arrays.fill(most, Most.NONE);
        for (int i : found.atLeast(confidence)) {
            int classIndex = found.classes()[i];
            double bits = bits(image, found, i);
            if (most[classIndex].box() < 0 || bits > most[classIndex].bits()) {
                most[classIndex] = new Most(bits, i);
            }
        }
        return most;
    }

    private double bits(ImageId image, Detections found, int i) {
        return ViewsByImage.computed(image, () -> BoxEntropy.binary(calibration.probability(found, i)) / Math.log(2));
    }
}
