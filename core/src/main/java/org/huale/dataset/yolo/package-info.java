/** The layout of Ultralytics: a {@code data.yaml}, and a text file of normalized boxes for each image. */
@NullMarked
package org.huale.dataset.yolo;

import org.jspecify.annotations.NullMarked;
