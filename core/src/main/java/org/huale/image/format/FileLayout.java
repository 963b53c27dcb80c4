package org.huale.image.format;

import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;

/**
 * What a file's structure tells before its pixels are decoded.
 *
 * @param size of the pixels as stored
 * @param orientation as its EXIF block says, upright where it has none
 * @param complete false where the structure stops before its end
 */
record FileLayout(ImageSize size, Orientation orientation, boolean complete) {}
