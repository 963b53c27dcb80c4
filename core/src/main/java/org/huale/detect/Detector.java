package org.huale.detect;

import java.util.List;
import org.huale.dataset.ClassNames;
import org.huale.image.Image;

/** Turns images into detections. Holds weights, is closed when done, belongs to the thread that made it. */
public interface Detector extends AutoCloseable {

    /** The classes it tells apart. */
    ClassNames classes();

    /** The detections of each image, in the order of the images; empty for no images. */
    List<Detections> detect(List<Image> images);

    @Override
    void close();
}
