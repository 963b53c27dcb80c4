package org.huale.detect.provider;

import org.huale.geometry.AnchorFit;
import org.huale.geometry.ImageSize;

/** What can be said of a training before it begins. */
public interface TrainingForecast {

    /** How well the anchors fit the objects. */
    AnchorFit anchors();

    /**
     * Measures for some seconds how long the detector takes on this machine as it is now.
     *
     * @param image of the size that images have
     * @param classes of the data set
     * @throws org.huale.problem.HualeException where it cannot be measured here, such as for want of a GPU
     */
    Times measure(ImageSize image, int classes);

    /** Estimates. */
    interface Times {

        /** Seconds of one iteration of training. */
        double iterationSeconds();

        /** Seconds of detecting in one image. */
        double detectionSeconds();
    }
}
