/** Models that were damaged. */
@NullMarked
package org.huale.onnx.damaged;

import org.jspecify.annotations.NullMarked;
