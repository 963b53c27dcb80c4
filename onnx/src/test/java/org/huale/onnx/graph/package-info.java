/** Files that are written. */
@NullMarked
package org.huale.onnx.graph;

import org.jspecify.annotations.NullMarked;
