package org.huale.onnx.options;

import java.util.List;
import org.huale.config.PresetName;

/**
 * How a model is used.
 *
 * @param convention whose way of doing it the other options begin as, one of {@link Convention#words}
 * @param classes names of the classes in the order of the network, without background; empty for what the model says
 * @param input how images are given to it
 * @param outputs how what comes out is read
 * @param features what describes images and objects
 * @param priors what boxes are relative to, for {@code prior_boxes}
 */
public record OnnxOptions(
        @PresetName String convention,
        List<String> classes,
        InputOptions input,
        OutputOptions outputs,
        FeatureOptions features,
        PriorOptions priors) {

    public OnnxOptions {
        classes = List.copyOf(classes);
        if (classes.stream().distinct().count() != classes.size()) {
            throw new IllegalArgumentException("classes must differ, got " + classes);
        }
    }

    /** The options that a convention begins with. */
    public static OnnxOptions named(String word) {
        return Convention.of(word).options();
    }

    public static List<String> names() {
        return Convention.words();
    }

    static OnnxOptions of(Convention convention, InputOptions input, OutputOptions outputs, FeatureOptions features) {
        return new OnnxOptions(convention.word(), List.of(), input, outputs, features, PriorOptions.none());
    }

    public OnnxOptions withInput(InputOptions other) {
        return new OnnxOptions(convention, classes, other, outputs, features, priors);
    }

    public OnnxOptions withClasses(List<String> names) {
        return new OnnxOptions(convention, names, input, outputs, features, priors);
    }

    public OnnxOptions withMinConfidence(double least) {
        OutputOptions.Selection selection = outputs.selection().withMinConfidence(least);
        OutputOptions changed =
                new OutputOptions(outputs.form(), outputs.tensors(), outputs.boxes(), outputs.scores(), selection);
        return new OnnxOptions(convention, classes, input, changed, features, priors);
    }
}
