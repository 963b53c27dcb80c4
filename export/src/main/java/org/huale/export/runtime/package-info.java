/** HUALE's own detector, computed by ONNX Runtime in place of libtorch. */
@NullMarked
package org.huale.export.runtime;

import org.jspecify.annotations.NullMarked;
