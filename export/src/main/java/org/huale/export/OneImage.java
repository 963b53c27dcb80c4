package org.huale.export;

import java.util.List;
import org.huale.onnx.graph.GraphBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where what concerns one image alone is computed.
 *
 * @param layers of the graph that it is computed in: that of the batch, or the body of a loop over its images
 * @param index of the image in the batch, [1]; null where the batch is one image
 */
record OneImage(OnnxLayers layers, @Nullable String index) {

    /** The batch is the image. */
    static OneImage alone(OnnxLayers layers) {
        return new OneImage(layers, null);
    }

    /** @param number of the image, a single whole number */
    static OneImage at(String number, OnnxLayers layers) {
        return new OneImage(layers, new Formulas(layers.graph()).shaped(number, 1));
    }

    GraphBuilder graph() {
        return layers.graph();
    }

    Formulas formulas() {
        return new Formulas(graph());
    }

    /** The image's part of a value of the batch, [n, ...] to [1, ...]. */
    String of(String values) {
        return index == null ? values : formulas().at(values, index, 0);
    }

    List<String> of(List<String> values) {
        return values.stream().map(this::of).toList();
    }
}
