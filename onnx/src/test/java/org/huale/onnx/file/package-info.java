/** Files that are read before anything opens them. */
@NullMarked
package org.huale.onnx.file;

import org.jspecify.annotations.NullMarked;
