package org.huale.detect;

import java.util.function.Function;
import org.huale.api.Stable;
import org.huale.dataset.ImageRecord;
import org.huale.image.Image;

/** The original or a transformed version of an image, and the way back for what is found in it. */
@Stable
public interface View {

    /** The image as it is. */
    View ORIGINAL = new OriginalView();

    /** Mirrored left to right. */
    View FLIPPED = new FlippedView();

    /** Stands in a name before the seed, in hexadecimal, of what was drawn for the view. */
    char SEED = '@';

    /** Names the view in files: lower-case letters, digits, hyphens and {@link #SEED}. Equal names mean the same view. */
    String name();

    /** A view's name without the seed in it: what it is called where views of several draws are counted together. */
    static String kind(String name) {
        return name.replaceFirst(SEED + "[0-9a-f]+", "");
    }

    /**
     * The pixels of the view.
     *
     * @param pixels reads an image of the data set as it is
     */
    Image of(ImageRecord record, Function<ImageRecord, Image> pixels);

    /** What was found in the view, as if it had been found in the original: boxes, proposals and sides mapped back. */
    Detections toOriginal(ImageRecord record, Detections found);
}
