package org.huale.export;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huale.onnx.graph.ElementType;

/** What is told of each detection. */
enum FoundValue {
    BOXES(ElementType.FLOAT, DetectionGraph.Found::boxes, 4),
    LABELS(ElementType.INT64, DetectionGraph.Found::labels),
    SCORES(ElementType.FLOAT, DetectionGraph.Found::scores),
    PROBABILITIES(ElementType.FLOAT, DetectionGraph.Found::probabilities, "probabilities of one"),
    FEATURES(ElementType.FLOAT, DetectionGraph.Found::features, "features of one");

    private final ElementType type;

    @SuppressWarnings("ImmutableEnumChecker") // the accessor of a record
    private final Function<DetectionGraph.Found, String> value;

    @SuppressWarnings("ImmutableEnumChecker") // a copied list of words and numbers
    private final List<Object> columns;

    FoundValue(ElementType type, Function<DetectionGraph.Found, String> value, Object... columns) {
        this.type = type;
        this.value = value;
        this.columns = List.of(columns);
    }

    /** Those that are outputs of the model; the others are values within it. */
    static List<FoundValue> outputs() {
        return List.of(BOXES, LABELS, SCORES);
    }

    /** Its name in the model. */
    String output() {
        return name().toLowerCase(Locale.ROOT);
    }

    ElementType type() {
        return type;
    }

    String of(DetectionGraph.Found found) {
        return value.apply(found);
    }

    /** @param rows a number, or a word where a run decides */
    Object[] shape(Object rows) {
        return Stream.concat(Stream.of(rows), columns.stream()).toArray();
    }

    /** How many rows and columns are added before and behind a value, so that it has so many rows. */
    String padding(Formulas f, String of, int rows) {
        String missing = f.minus(f.wholes(rows), f.count(of));
        return columns.isEmpty()
                ? f.joined(List.of(f.wholes(0), missing))
                : f.joined(List.of(f.wholes(0, 0), missing, f.wholes(0)));
    }
}
