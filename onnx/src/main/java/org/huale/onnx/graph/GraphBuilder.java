package org.huale.onnx.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.onnx.graph.OnnxFields.Graph;
import org.huale.onnx.graph.OnnxFields.Node;
import org.huale.onnx.graph.OnnxFields.Value;

/** A graph that is being put together: inputs, weights, nodes in the order in which they are computed, and outputs. */
public final class GraphBuilder {
    private final String name;
    private final List<ProtoMessage> nodes = new ArrayList<>();
    private final ProtoMessage rest = new ProtoMessage();
    private int made;

    /** @param name also the beginning of the names of values that get none */
    public GraphBuilder(String name) {
        this.name = name;
    }

    /**
     * An input.
     *
     * @param shape sides: whole numbers, or words for those that only a run decides
     * @return its name
     */
    public String input(String input, ElementType type, Object... shape) {
        rest.message(Graph.INPUT, value(input, type, shape));
        return input;
    }

    /** Makes a value an output, with a shape as in {@link #input}. */
    public void output(String value, ElementType type, Object... shape) {
        rest.message(Graph.OUTPUT, value(value, type, shape));
    }

    /** Numbers that the file holds; returns their name. */
    public String weights(String weights, GraphTensor numbers) {
        rest.message(Graph.INITIALIZER, numbers.message(weights));
        return weights;
    }

    /** Numbers that the file holds, under a made-up name, which is returned. */
    public String constant(GraphTensor numbers) {
        return weights(fresh(), numbers);
    }

    /** Adds a node of one output and returns the made-up name of that. */
    public String node(String operator, List<String> inputs, NodeAttribute... attributes) {
        return nodes(operator, 1, inputs, attributes).get(0);
    }

    /** Adds a node of several outputs and returns their made-up names. */
    public List<String> nodes(String operator, int outputs, List<String> inputs, NodeAttribute... attributes) {
        List<String> names = IntStream.range(0, outputs).mapToObj(i -> fresh()).toList();
        add(operator, names, inputs, attributes);
        return names;
    }

    /** Adds a node whose output has a name; returns it. */
    public String named(String output, String operator, List<String> inputs, NodeAttribute... attributes) {
        add(operator, List.of(output), inputs, attributes);
        return output;
    }

    /** Adds a node; an operator of another domain than ONNX's is written {@code domain::Operator}. An input "" is left out. */
    private void add(String operator, List<String> outputs, List<String> inputs, NodeAttribute... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(it -> node.text(Node.INPUT, it));
        outputs.forEach(it -> node.text(Node.OUTPUT, it));
        int domain = operator.indexOf("::");
        node.text(Node.OPERATOR, domain < 0 ? operator : operator.substring(domain + 2));
        if (domain >= 0) {
            node.text(Node.DOMAIN, operator.substring(0, domain));
        }
        for (NodeAttribute attribute : attributes) {
            node.message(Node.ATTRIBUTE, attribute.message());
        }
        nodes.add(node);
    }

    private String fresh() {
        return name + "." + made++;
    }

    private static ProtoMessage value(String name, ElementType type, Object... shape) {
        ProtoMessage sides = new ProtoMessage();
        for (Object side : shape) {
            sides.message(Value.SHAPE_DIMENSION, side(side));
        }
        ProtoMessage tensor =
                new ProtoMessage().number(Value.TENSOR_ELEMENT, type.number()).message(Value.TENSOR_SHAPE, sides);
        return new ProtoMessage()
                .text(Value.NAME, name)
                .message(Value.TYPE, new ProtoMessage().message(Value.TYPE_TENSOR, tensor));
    }

    private static ProtoMessage side(Object side) {
        return side instanceof Number number
                ? new ProtoMessage().number(Value.DIMENSION_VALUE, number.longValue())
                : new ProtoMessage().text(Value.DIMENSION_NAME, side.toString());
    }

    ProtoMessage message() {
        ProtoMessage graph = new ProtoMessage();
        nodes.forEach(node -> graph.message(Graph.NODE, node));
        return graph.text(Graph.NAME, name).append(rest);
    }
}
