package org.huale.onnx.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.onnx.graph.OnnxFields.Entry;
import org.huale.onnx.graph.OnnxFields.Tensor;
import org.jspecify.annotations.Nullable;

/** What is said of a tensor of weights: all but its numbers. */
final class TensorHead {
    private static final int EXTERNAL = 1;

    private final ProtoCursor cursor;
    private final List<Long> shape = new ArrayList<>();
    private final Map<String, String> place = new HashMap<>();
    private String name = "";
    private long location;

    /** Reads the tensor in the cursor's current field. */
    TensorHead(ProtoCursor cursor) throws IOException {
        this.cursor = cursor;
        cursor.message(this::field);
    }

    private boolean field(int field) throws IOException {
        switch (field) {
            case Tensor.DIMS -> cursor.numbers(shape);
            case Tensor.NAME -> name = cursor.text();
            case Tensor.DATA_LOCATION -> location = cursor.number();
            case Tensor.EXTERNAL_DATA -> new TextEntry(cursor).addTo(place);
            default -> {
                return false;
            }
        }
        return true;
    }

    String name() {
        return name;
    }

    List<Long> shape() {
        return List.copyOf(shape);
    }

    /** Where its numbers are, if not in the model; also where it names a place and does not say that it uses it. */
    Optional<ExternalData> external() throws IOException {
        if (location != EXTERNAL && place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ExternalData(
                name, place.getOrDefault("location", ""), whole(place.get("offset")), whole(place.get("length"))));
    }

    private static long whole(@Nullable String text) throws IOException {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProtoCursor.MalformedException("external weights at " + text + ", which is no whole number");
        }
    }

    /** A key and its value. */
    static final class TextEntry {
        private final ProtoCursor cursor;
        private String key = "";
        private String value = "";

        TextEntry(ProtoCursor cursor) throws IOException {
            this.cursor = cursor;
            cursor.message(this::field);
        }

        private boolean field(int field) throws IOException {
            switch (field) {
                case Entry.KEY -> key = cursor.text();
                case Entry.VALUE -> value = cursor.text();
                default -> {
                    return false;
                }
            }
            return true;
        }

        void addTo(Map<String, String> entries) {
            entries.put(key, value);
        }
    }
}
