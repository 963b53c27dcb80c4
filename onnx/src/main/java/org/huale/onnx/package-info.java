/**
 * Detectors of other programs, as ONNX files: recognised by what they say of themselves, with a file beside them that says the
 * rest, and run by ONNX Runtime.
 */
@NullMarked
package org.huale.onnx;

import org.jspecify.annotations.NullMarked;
