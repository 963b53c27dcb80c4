package org.huale.detect;

import org.huale.dataset.ImageRecord;

/** A view in which everything is where it is in the original. */
public interface StillView extends View {

    @Override
    default Detections toOriginal(ImageRecord record, Detections found) {
        return found;
    }
}
