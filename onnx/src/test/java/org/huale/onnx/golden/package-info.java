/** What other programs find in small networks, and we. */
@NullMarked
package org.huale.onnx.golden;

import org.jspecify.annotations.NullMarked;
