package org.huale.onnx.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.OnnxFields.Value;

/** An input or output as its message says it. */
final class ValueReading {
    private final ProtoCursor cursor;
    private final List<Long> shape = new ArrayList<>();
    private String name = "";
    private long element;
    private long side;

    /** Reads the value in the cursor's current field. */
    ValueReading(ProtoCursor cursor) throws IOException {
        this.cursor = cursor;
        cursor.message(this::value);
    }

    private boolean value(int field) throws IOException {
        switch (field) {
            case Value.NAME -> name = cursor.text();
            case Value.TYPE -> cursor.message(it -> it == Value.TYPE_TENSOR && cursor.message(this::tensor));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean tensor(int field) throws IOException {
        switch (field) {
            case Value.TENSOR_ELEMENT -> element = cursor.number();
            case Value.TENSOR_SHAPE -> cursor.message(it -> it == Value.SHAPE_DIMENSION && dimension());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean dimension() throws IOException {
        side = ModelValue.OPEN;
        cursor.message(field -> {
            if (field == Value.DIMENSION_VALUE) {
                side = cursor.number();
                return true;
            }
            return false;
        });
        return shape.add(side);
    }

    String name() {
        return name;
    }

    /** @throws IOException where it is no tensor, or one of a kind that is not known */
    ModelValue value() throws IOException {
        ElementType type = ElementType.of(element)
                .orElseThrow(() -> new ProtoCursor.MalformedException(
                        "the value " + name + " is no tensor of a known kind of numbers (" + element + ")"));
        return new ModelValue(name, type, shape);
    }
}
