/** Images made ready. */
@NullMarked
package org.huale.onnx.input;

import org.jspecify.annotations.NullMarked;
