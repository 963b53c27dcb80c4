/** Outputs read. */
@NullMarked
package org.huale.onnx.reading;

import org.jspecify.annotations.NullMarked;
