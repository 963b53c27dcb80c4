package org.huale.onnx.graph;

import org.huale.onnx.graph.OnnxFields.Attribute;

/** A named constant of a node. */
public final class NodeAttribute {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int TENSOR = 4;
    private static final int GRAPH = 5;
    private static final int INTS = 7;

    private final ProtoMessage message;

    private NodeAttribute(ProtoMessage message) {
        this.message = message;
    }

    public static NodeAttribute number(String name, long value) {
        return new NodeAttribute(named(name, INT).number(Attribute.INT, value));
    }

    public static NodeAttribute real(String name, float value) {
        return new NodeAttribute(named(name, FLOAT).real(Attribute.FLOAT, value));
    }

    public static NodeAttribute text(String name, String value) {
        return new NodeAttribute(named(name, STRING).text(Attribute.STRING, value));
    }

    public static NodeAttribute numbers(String name, long... values) {
        ProtoMessage message = named(name, INTS);
        for (long value : values) {
            message.number(Attribute.INTS, value);
        }
        return new NodeAttribute(message);
    }

    public static NodeAttribute tensor(String name, GraphTensor value) {
        return new NodeAttribute(named(name, TENSOR).message(Attribute.TENSOR, value.message("")));
    }

    /** A graph within the node, such as the body of a loop. */
    public static NodeAttribute graph(String name, GraphBuilder value) {
        return new NodeAttribute(named(name, GRAPH).message(Attribute.GRAPH, value.message()));
    }

    private static ProtoMessage named(String name, int type) {
        return new ProtoMessage().text(Attribute.NAME, name).number(Attribute.TYPE, type);
    }

    ProtoMessage message() {
        return message;
    }
}
