package org.huale.detect.region;

import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.image.Image;

/** A detector that looks at regions which it proposes itself, and can be shown others in their place. */
public interface RegionDetector extends Detector {

    /**
     * What is found in regions of one image, in its pixels, without evidence.
     *
     * @param regions {@code [4 R]}, xyxy in pixels of the image, inside it and with extent; none are fine, and nothing is found
     */
    Detections detectWithin(Image image, float[] regions);
}
