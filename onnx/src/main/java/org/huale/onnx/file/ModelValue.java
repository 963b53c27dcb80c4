package org.huale.onnx.file;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.huale.onnx.graph.ElementType;

/**
 * An input or output of a model.
 *
 * @param type what it holds
 * @param shape its sides, {@link #OPEN} for those that only a run decides; none where the model does not say them
 */
public record ModelValue(String name, ElementType type, List<Long> shape) {
    public static final long OPEN = -1;

    public ModelValue {
        shape = List.copyOf(shape);
    }

    public int rank() {
        return shape.size();
    }

    /** A side; negative numbers count from the last. */
    public long side(int index) {
        return shape.get(index < 0 ? shape.size() + index : index);
    }

    public boolean isOpen(int index) {
        return side(index) == OPEN;
    }

    /** Whether a side is there, and is this long or may be. */
    public boolean canBe(int index, long length) {
        return hasSide(index) && (isOpen(index) || side(index) == length);
    }

    private boolean hasSide(int index) {
        return index < 0 ? -index <= rank() : index < rank();
    }

    /** Whether it holds numbers with a fraction. */
    public boolean isReal() {
        return type.isReal();
    }

    /** As in {@code images: float [1, 3, ?, ?]}. */
    @Override
    public String toString() {
        return name + ": " + type.name().toLowerCase(Locale.ROOT)
                + shape.stream()
                        .map(it -> it == OPEN ? "?" : it.toString())
                        .collect(Collectors.joining(", ", " [", "]"));
    }
}
