/** From an image to the numbers that a network takes, and from what it finds back to the image. Plain Java. */
@NullMarked
package org.huale.onnx.input;

import org.jspecify.annotations.NullMarked;
