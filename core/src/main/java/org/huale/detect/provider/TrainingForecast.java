package org.huale.detect.provider;

import java.util.Optional;
import org.huale.dataset.Dataset;
import org.huale.geometry.AnchorFit;
import org.huale.geometry.ImageSize;

/** What can be said of a training before it begins. */
public interface TrainingForecast {

    /** How well the anchors fit the objects. */
    AnchorFit anchors();

    /** What bad anchors mean, and what helps by keys that do not have that value already; empty where the anchors fit. */
    Optional<String> warning();

    /**
     * Measures for some seconds how long the detector takes on this machine as it is now.
     *
     * @param image of the size that images have
     * @param classes of the data set
     * @throws org.huale.problem.HualeException where it cannot be measured here, such as for want of a GPU
     */
    Times measure(ImageSize image, int classes);

    /** As {@link #measure(ImageSize, int)}, with an image as one in the middle of a data set, which is not empty. */
    default Times measure(Dataset like) {
        ImageSize typical = like.images().get(like.size() / 2).size();
        return measure(typical, like.classes().count());
    }

    /** Estimates. */
    interface Times {

        /** Seconds of one iteration of training. */
        double iterationSeconds();

        /** Seconds of detecting in one image. */
        double detectionSeconds();
    }
}
