package org.huale.dataset.box;

import java.util.List;

/**
 * That a whole file can hardly have meant its boxes as they were read.
 *
 * @param sure whether it cannot: nothing should be learned from such boxes
 * @param what in numbers: {@code 431 of 431 boxes reach beyond their image as xywh and none as xyxy}
 * @param likely the forms in which the boxes fit, likeliest first; none where no form fits
 */
public record Doubt(boolean sure, String what, List<BoxForm> likely) {
    public Doubt {
        likely = List.copyOf(likely);
    }
}
