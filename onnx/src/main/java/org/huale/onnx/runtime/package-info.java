/** ONNX Runtime: the one package that sees it. */
@NullMarked
package org.huale.onnx.runtime;

import org.jspecify.annotations.NullMarked;
