/** Networks run. */
@NullMarked
package org.huale.onnx.runtime;

import org.jspecify.annotations.NullMarked;
