package org.huale.onnx.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.options.OutputOptions;
import org.huale.onnx.options.OutputOptions.Form;
import org.huale.onnx.options.OutputOptions.Tensors;
import org.jspecify.annotations.Nullable;

/** Finds out which output of a model is which, by what is said, by shape and kind, and among several by name. */
public final class OutputTensors {
    private static final Set<Form> ONE_TENSOR =
            Set.of(Form.CLASS_ROWS, Form.OBJECTNESS_ROWS, Form.GRID_ROWS, Form.FINISHED_ROWS);

    private final ModelSummary model;
    private final OutputOptions options;

    private OutputTensors(ModelSummary model, OutputOptions options) {
        this.model = model;
        this.options = options;
    }

    /**
     * The tensors that the form has, all named.
     *
     * @throws IllegalArgumentException where one is not there, or several might be it
     */
    public static Tensors of(ModelSummary model, OutputOptions options) {
        OutputTensors search = new OutputTensors(model, options);
        if (ONE_TENSOR.contains(options.form())) {
            return new Tensors(search.rows(), null, null);
        }
        return options.form() == Form.FINISHED_BOXES ? search.finished() : search.scored();
    }

    private String rows() {
        return found("boxes", options.tensors().boxes(), it -> it.rank() == 3 && it.isReal(), "output", "box");
    }

    private Tensors finished() {
        String boxes = found("boxes", options.tensors().boxes(), OutputTensors::holdsBoxes, "box", "det");
        boolean scored = model.output(boxes)
                .map(it -> it.canBe(-1, 5) && !it.canBe(-1, 4))
                .orElse(false);
        String labels = labels(boxes);
        String scores = scored && options.tensors().scores() == null
                ? null
                : found(
                        "scores",
                        options.tensors().scores(),
                        others(boxes, labels, ModelValue::isReal),
                        "score",
                        "conf");
        String probabilities = options.tensors().probabilities();
        return new Tensors(
                boxes, scores, labels, probabilities == null ? null : existing("probabilities", probabilities));
    }

    /** Whole numbers, or of another kind and named so. */
    private String labels(String boxes) {
        String said = options.tensors().labels();
        Optional<String> whole = only(others(boxes, null, it -> it.type().isWhole()), "label", "class");
        return said == null && whole.isPresent()
                ? whole.get()
                : found("labels", said, others(boxes, null, it -> isNamed(it, "label", "class")), "label", "class");
    }

    private Tensors scored() {
        String boxes =
                found("boxes", options.tensors().boxes(), it -> it.isReal() && it.canBe(-1, 4), "box", "det", "loc");
        String scores = found(
                "scores",
                options.tensors().scores(),
                others(boxes, null, it -> it.isReal() && it.rank() >= 2),
                "score",
                "logit",
                "conf",
                "label",
                "class");
        return new Tensors(boxes, scores, null);
    }

    private static boolean holdsBoxes(ModelValue value) {
        return value.rank() >= 2 && value.isReal() && (value.canBe(-1, 4) || value.canBe(-1, 5));
    }

    private static Predicate<ModelValue> others(String one, @Nullable String other, Predicate<ModelValue> wanted) {
        return it -> !it.name().equals(one) && !it.name().equals(other) && wanted.test(it);
    }

    private String found(String role, @Nullable String said, Predicate<ModelValue> fits, String... words) {
        if (said != null) {
            return existing(role, said);
        }
        return only(fits, words)
                .orElseThrow(() -> new IllegalArgumentException("outputs.tensors." + role
                        + ": no output, or more than one, can be it in the form "
                        + options.form().name().toLowerCase(Locale.ROOT) + "; the model has " + model.outputs()));
    }

    private String existing(String role, String name) {
        if (model.output(name).isEmpty() && !model.values().contains(name)) {
            throw new IllegalArgumentException("outputs.tensors." + role + ": the model has no value " + name
                    + "; its outputs are " + model.outputs());
        }
        return name;
    }

    private Optional<String> only(Predicate<ModelValue> fits, String... words) {
        List<ModelValue> all = model.outputs().stream().filter(fits).toList();
        List<ModelValue> named = all.size() < 2
                ? all
                : all.stream().filter(it -> isNamed(it, words)).toList();
        return named.size() == 1 ? Optional.of(named.get(0).name()) : Optional.empty();
    }

    private static boolean isNamed(ModelValue value, String... words) {
        String name = value.name().toLowerCase(Locale.ROOT);
        return Arrays.stream(words).anyMatch(name::contains);
    }
}
