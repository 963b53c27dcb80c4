/** What a model is, by what it says of itself and by the shapes of its outputs. */
@NullMarked
package org.huale.onnx.recognition;

import org.jspecify.annotations.NullMarked;
