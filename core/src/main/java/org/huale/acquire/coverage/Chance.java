package org.huale.acquire.coverage;

import org.huale.detect.Detections;

/** How probable it is that a detection is right. */
@FunctionalInterface
interface Chance {
    /** What the detector says. */
    Chance CONFIDENCE = (found, i) -> found.confidences()[i];

    /** Of the detection at a position, in [0, 1]. */
    double of(Detections found, int i);
}
