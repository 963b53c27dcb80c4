package org.huale.export;

import static org.huale.onnx.graph.NodeAttribute.number;
import static org.huale.onnx.graph.NodeAttribute.numbers;
import static org.huale.onnx.graph.NodeAttribute.real;
import static org.huale.onnx.graph.NodeAttribute.text;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.huale.export.ExportOptions.Precision;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.NodeAttribute;
import org.huale.torch.nn.graph.LayerGraph;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;

/**
 * Layers as ONNX's operators.
 *
 * @param precision of weights; biases, which are few, are always stored as float
 */
record OnnxLayers(GraphBuilder graph, Precision precision) implements LayerGraph<String> {

    /** The same layers in another graph. */
    OnnxLayers in(GraphBuilder other) {
        return new OnnxLayers(other, precision);
    }

    /** Numbers of the file under the name that they have in state dicts. */
    private String named(StateDict weights, String name) {
        return stored(weights.get(name), it -> graph.weights(name, it));
    }

    private String constant(TensorData data) {
        return stored(data, graph::constant);
    }

    private String stored(TensorData data, Function<GraphTensor, String> storage) {
        boolean half = precision == Precision.FP16 && HalfWeights.isOfLayer(data);
        String name = storage.apply(half ? halves(data) : floats(data));
        return half ? new Formulas(graph).asReal(name) : name;
    }

    private static GraphTensor floats(TensorData data) {
        return tensor(ElementType.FLOAT, TensorData.of(data.toFloats(), data.shape()));
    }

    private static GraphTensor halves(TensorData data) {
        return tensor(ElementType.FLOAT16, HalfWeights.of(data));
    }

    private static GraphTensor tensor(ElementType type, TensorData data) {
        ByteBuffer bytes = data.data();
        byte[] copied = new byte[bytes.remaining()];
        bytes.get(copied);
        return new GraphTensor(type, data.shape(), copied);
    }

    /** A fully connected layer of the file, [N, in] to [N, out]. */
    String linear(String input, StateDict weights, String layer) {
        List<String> inputs = List.of(input, named(weights, layer + ".weight"), named(weights, layer + ".bias"));
        return graph.node("Gemm", inputs, number("transB", 1));
    }

    @Override
    public String convolution(String input, Convolution convolution) {
        String weight = constant(convolution.weight());
        String bias = constant(convolution.bias());
        return graph.node(
                "Conv",
                List.of(input, weight, bias),
                strides(convolution.stride()),
                number("group", convolution.groups()),
                convolution.same() ? text("auto_pad", "SAME_UPPER") : padding(convolution.padding()));
    }

    private static NodeAttribute strides(int stride) {
        return numbers("strides", stride, stride);
    }

    private static NodeAttribute padding(int padding) {
        return numbers("pads", padding, padding, padding, padding);
    }

    @Override
    public String relu(String input) {
        return graph.node("Relu", List.of(input));
    }

    @Override
    public String relu6(String input) {
        Formulas formulas = new Formulas(graph);
        return formulas.of("Clip", input, formulas.real(0), formulas.real(6));
    }

    @Override
    public String hardSwish(String input) {
        return graph.node("HardSwish", List.of(input));
    }

    @Override
    public String hardSigmoid(String input) {
        return graph.node("HardSigmoid", List.of(input), real("alpha", 1 / 6f), real("beta", 0.5f));
    }

    @Override
    public String sum(String left, String right) {
        return graph.node("Add", List.of(left, right));
    }

    @Override
    public String product(String map, String numbers) {
        return graph.node("Mul", List.of(map, numbers));
    }

    @Override
    public String mean(String map) {
        return graph.node("GlobalAveragePool", List.of(map));
    }

    @Override
    public String maxPool(String map, int kernel, int stride, int padding) {
        return graph.node(
                "MaxPool", List.of(map), numbers("kernel_shape", kernel, kernel), strides(stride), padding(padding));
    }

    @Override
    public String repeatedTo(String coarse, String fine) {
        return graph.node(
                "Resize",
                List.of(coarse, "", "", graph.node("Shape", List.of(fine))),
                text("mode", "nearest"),
                text("coordinate_transformation_mode", "asymmetric"),
                text("nearest_mode", "floor"));
    }
}
