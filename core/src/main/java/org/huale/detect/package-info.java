/**
 * What a detector is to the rest of the program: images in, {@link org.huale.detect.Detections} out. <b>N</b> is the number
 * of detections in an image, <b>K</b> the number of classes, <b>D</b> the length of a feature vector.
 */
@NullMarked
package org.huale.detect;

import org.jspecify.annotations.NullMarked;
