package org.huale.onnx.reading;

import static java.util.Objects.requireNonNull;

import org.huale.onnx.options.OnnxOptions;
import org.huale.onnx.options.OutputOptions;
import org.huale.onnx.options.OutputOptions.Form;
import org.huale.onnx.options.OutputOptions.Tensors;
import org.huale.onnx.options.PriorOptions;

/** The readings, by the form that the options say. */
public final class Readings {

    private Readings() {}

    /**
     * The reading of outputs.
     *
     * @param tensors all that the form has, named
     * @param classes K
     * @throws IllegalArgumentException where priors are needed and not said, or the other way round
     */
    public static OutputReading of(OnnxOptions options, Tensors tensors, int classes) {
        OutputOptions outputs = options.outputs();
        String boxes = requireNonNull(tensors.boxes());
        return switch (outputs.form()) {
            case CLASS_ROWS -> new ClassRows(boxes, classes, outputs);
            case OBJECTNESS_ROWS, GRID_ROWS -> new ObjectnessRows(boxes, classes, outputs);
            case FINISHED_ROWS -> new FinishedRows(boxes, classes, outputs);
            case FINISHED_BOXES -> new FinishedBoxes(tensors, classes, outputs);
            case SCORED_BOXES, PRIOR_BOXES ->
                new ScoredBoxes(boxes, requireNonNull(tensors.scores()), classes, outputs, priors(options));
        };
    }

    private static PriorOptions priors(OnnxOptions options) {
        boolean needed = options.outputs().form() == Form.PRIOR_BOXES;
        if (needed == options.priors().grids().isEmpty()) {
            throw new IllegalArgumentException(
                    needed
                            ? "priors.grids: boxes of the form prior_boxes are relative to priors, which the model does not say"
                            : "priors.grids: only boxes of the form prior_boxes are relative to priors; see outputs.form");
        }
        return options.priors();
    }
}
