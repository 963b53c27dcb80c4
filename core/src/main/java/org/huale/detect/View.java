package org.huale.detect;

import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.image.Image;

/** The original or a transformed version of an image, and the way back for what is found in it. */
public interface View {

    /** The image as it is. */
    View ORIGINAL = new OriginalView();

    /** Mirrored left to right. */
    View FLIPPED = new FlippedView();

    /** Names the view in files: lower-case letters, digits and hyphens. Equal names mean the same view. */
    String name();

    /**
     * The pixels of the view.
     *
     * @param pixels reads an image of the data set as it is
     */
    Image of(ImageRecord record, Function<ImageRecord, Image> pixels);

    /** What was found in the view, as if it had been found in the original: boxes, proposals and sides mapped back. */
    Detections toOriginal(ImageRecord record, Detections found);
}
