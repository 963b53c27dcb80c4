/**
 * Boxes and what is computed on them: plain numbers, no images, no tensors.
 *
 * <p>Coordinates are continuous pixels, xyxy, with {@code width = x2 - x1}: the left edge of the first pixel is 0, its
 * right edge 1. <b>N</b> and <b>M</b> are numbers of boxes; a flat array of boxes holds {@code 4 N} numbers.
 */
@NullMarked
package org.huale.geometry;

import org.jspecify.annotations.NullMarked;
