package org.huale.image;

import org.huale.api.Stable;

/** What to do with an EXIF orientation other than upright. */
@Stable
public enum OrientationPolicy {
    /** Turn the pixels as the camera meant; boxes are expected in the turned frame. */
    APPLY,
    /** Take the pixels as stored; boxes are expected in the stored frame. */
    IGNORE,
    /** Refuse the file. */
    FAIL
}
