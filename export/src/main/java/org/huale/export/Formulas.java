package org.huale.export;

import static org.huale.onnx.graph.NodeAttribute.number;

import java.util.List;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;

/**
 * Writes formulas into a graph: each call adds a node and returns the name of what it computes. Shapes of two arguments are
 * stretched to each other as in NumPy.
 */
record Formulas(GraphBuilder graph) {

    String real(float value) {
        return graph.constant(GraphTensor.floats(new long[0], value));
    }

    /** A vector. */
    String reals(float... values) {
        return graph.constant(GraphTensor.floats(new long[] {values.length}, values));
    }

    String whole(long value) {
        return graph.constant(GraphTensor.longs(new long[0], value));
    }

    /** A vector. */
    String wholes(long... values) {
        return graph.constant(GraphTensor.longs(new long[] {values.length}, values));
    }

    String of(String operator, String... inputs) {
        return graph.node(operator, List.of(inputs));
    }

    String plus(String left, String right) {
        return of("Add", left, right);
    }

    String minus(String left, String right) {
        return of("Sub", left, right);
    }

    String times(String left, String right) {
        return of("Mul", left, right);
    }

    /** Of whole numbers the whole part. */
    String over(String left, String right) {
        return of("Div", left, right);
    }

    private String cast(String value, ElementType type) {
        return graph.node("Cast", List.of(value), number("to", type.number()));
    }

    String asReal(String value) {
        return cast(value, ElementType.FLOAT);
    }

    String asDouble(String value) {
        return cast(value, ElementType.DOUBLE);
    }

    String asWhole(String value) {
        return cast(value, ElementType.INT64);
    }

    /** The logarithm to the base of 2, of and as double. */
    String log2(String value) {
        return over(of("Log", value), of("Log", asDouble(real(2))));
    }

    /** The elements at indices of an axis; a single number as index takes the axis away. */
    String at(String value, String indices, int axis) {
        return graph.node("Gather", List.of(value, indices), number("axis", axis));
    }

    /** Columns of the last axis. */
    String columns(String value, long from, long to) {
        return of("Slice", value, wholes(from), wholes(to), wholes(-1));
    }

    /** Along the first axis. */
    String joined(List<String> values) {
        return joined(values, 0);
    }

    String joined(List<String> values, int axis) {
        return graph.node("Concat", values, number("axis", axis));
    }

    /** A side of -1 is what remains, one of 0 stays as it was. */
    String shaped(String value, long... sides) {
        return of("Reshape", value, wholes(sides));
    }

    /** With new sides of 1 in these places. */
    String expanded(String value, long... axes) {
        return of("Unsqueeze", value, wholes(axes));
    }

    /** Height and width of maps [n, C, H, W], as a vector. */
    String heightAndWidth(String maps) {
        return of("Slice", of("Shape", maps), wholes(2), wholes(4));
    }

    /** How long the first axis is, as a vector of one. */
    String count(String value) {
        return of("Slice", of("Shape", value), wholes(0), wholes(1));
    }

    /** Values and indices of the largest of a vector, or the smallest; equal ones in their order. */
    List<String> ordered(String values, String count, boolean largestFirst) {
        return graph.nodes("TopK", 2, List.of(values, count), number("largest", largestFirst ? 1 : 0));
    }

    /** The smaller of a count that is known and one that a run tells. */
    String atMost(long most, String count) {
        return of("Min", count, wholes(most));
    }
}
