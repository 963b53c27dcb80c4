/** What can be said about a model in the file beside it: how images are given to it, and how its outputs are to be read. */
@NullMarked
package org.huale.onnx.options;

import org.jspecify.annotations.NullMarked;
