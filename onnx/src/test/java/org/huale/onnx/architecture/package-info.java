/** The arrows between packages that the build allows. */
@NullMarked
package org.huale.onnx.architecture;

import org.jspecify.annotations.NullMarked;
