package org.huale.onnx.reading;

import java.util.Optional;
import java.util.OptionalInt;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.options.OutputOptions;
import org.huale.onnx.options.OutputOptions.Scores.Background;
import org.huale.onnx.options.OutputOptions.Tensors;
import org.jspecify.annotations.Nullable;

/** How many classes a model has columns for, where it has columns and their number is fixed. */
public final class ColumnCount {
    /** So many numbers are of something else than classes. */
    public static final int TOO_MANY = 100_000;

    private ColumnCount() {}

    public static OptionalInt of(ModelSummary model, OutputOptions options, Tensors tensors) {
        return switch (options.form()) {
            case CLASS_ROWS -> columns(model, tensors.boxes(), 1, ClassRows.BOX);
            case OBJECTNESS_ROWS, GRID_ROWS -> columns(model, tensors.boxes(), 2, ObjectnessRows.SCORES);
            case SCORED_BOXES, PRIOR_BOXES ->
                columns(model, tensors.scores(), 2, options.scores().background() == Background.NONE ? 0 : 1);
            case FINISHED_ROWS, FINISHED_BOXES -> OptionalInt.empty();
        };
    }

    private static OptionalInt columns(ModelSummary model, @Nullable String name, int side, int others) {
        Optional<ModelValue> value = name == null ? Optional.empty() : model.output(name);
        return value.filter(it -> it.rank() == 3 && it.side(side) > others && it.side(side) < TOO_MANY)
                .map(it -> OptionalInt.of((int) it.side(side) - others))
                .orElse(OptionalInt.empty());
    }
}
