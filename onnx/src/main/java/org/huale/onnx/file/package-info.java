/** ONNX files read before anything opens them: what they say of themselves, and which other files they ask for. */
@NullMarked
package org.huale.onnx.file;

import org.jspecify.annotations.NullMarked;
