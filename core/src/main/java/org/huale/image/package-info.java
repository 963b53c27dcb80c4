/**
 * Pixels: images, how they stand and are resampled, what reads them from files and what writes them. Decoding stands in
 * {@code image.format}, drawing in {@code image.draw}. <b>H</b> rows, <b>W</b> columns.
 */
@NullMarked
package org.huale.image;

import org.jspecify.annotations.NullMarked;
