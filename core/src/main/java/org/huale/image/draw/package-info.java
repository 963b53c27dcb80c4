/** Drawing into images: boxes with text, thumbnails. */
@NullMarked
package org.huale.image.draw;

import org.jspecify.annotations.NullMarked;
