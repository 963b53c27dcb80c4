/** Image files: formats, headers, EXIF, and the decoder on ImageIO. */
@NullMarked
package org.huale.image.format;

import org.jspecify.annotations.NullMarked;
