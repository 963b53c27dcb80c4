package org.huale.acquire;

import org.huale.detect.Detections;
import org.huale.geometry.Box;

/**
 * The detection that overlaps a box most, whatever its class and however little that is; several boxes may have the same.
 *
 * @param index of the detection; of equal overlaps the first, so that it is 0 where none overlaps
 * @param iou with it, 0 where none overlaps
 */
public record NearestBox(int index, double iou) {

    /** @throws IllegalArgumentException where there are no detections */
    public static NearestBox of(Box box, Detections found) {
        if (found.count() == 0) {
            throw new IllegalArgumentException("there is no detection to be near to");
        }
        int best = 0;
        double most = 0;
        for (int j = 0; j < found.count(); j++) {
            double iou = box.iou(found.box(j));
            if (iou > most) {
                most = iou;
                best = j;
            }
        }
        return new NearestBox(best, most);
    }
}
