/** Detectors of other programs. */
@NullMarked
package org.huale.onnx;

import org.jspecify.annotations.NullMarked;
