/** From the outputs of a network to what was found in an image: one class for each form that outputs come in. Plain Java. */
@NullMarked
package org.huale.onnx.reading;

import org.jspecify.annotations.NullMarked;
