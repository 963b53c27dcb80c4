/** The CSV files of Open Images: boxes, names of classes, lists of images. */
@NullMarked
package org.huale.dataset.openimages;

import org.jspecify.annotations.NullMarked;
