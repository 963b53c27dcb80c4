/** ONNX files written: graphs of nodes and weights, put together and saved. Knows the format, and nothing of detectors. */
@NullMarked
package org.huale.onnx.graph;

import org.jspecify.annotations.NullMarked;
