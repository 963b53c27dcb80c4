/** Pixels: images, how they are read from files, how boxes are drawn on them. <b>H</b> rows, <b>W</b> columns. */
@NullMarked
package org.huale.image;

import org.jspecify.annotations.NullMarked;
