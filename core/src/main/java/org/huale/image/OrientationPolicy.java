package org.huale.image;

/** What to do with an EXIF orientation other than upright. */
public enum OrientationPolicy {
    /** Turn the pixels as the camera meant; boxes are expected in the turned frame. */
    APPLY,
    /** Take the pixels as stored; boxes are expected in the stored frame. */
    IGNORE,
    /** Refuse the file. */
    FAIL
}
