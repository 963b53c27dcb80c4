/** Models recognised. */
@NullMarked
package org.huale.onnx.recognition;

import org.jspecify.annotations.NullMarked;
