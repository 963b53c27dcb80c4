package org.huale.onnx.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.options.Convention;

/**
 * What a model may be.
 *
 * @param convention whose way it follows
 * @param reason what speaks for it
 */
public record Recognition(Convention convention, String reason) {

    /** As in {@code yolov5: one output [1, 25200, 85], ...}. */
    @Override
    public String toString() {
        return convention.word() + ": " + reason;
    }

    /** All that fit; of those that fit by what the model says of itself, these alone. */
    public static List<Recognition> of(ModelSummary model) {
        List<Recognition> named = NamedOutputs.of(model);
        return named.isEmpty() ? RowShapes.of(new ModelMetadata(model), model) : named;
    }

    /** Those who say nothing are left out. */
    static List<Recognition> present(List<Optional<Recognition>> all) {
        List<Recognition> present = new ArrayList<>();
        all.forEach(it -> it.ifPresent(present::add));
        return present;
    }

    static Optional<Recognition> when(boolean fits, Convention convention, String reason) {
        return fits ? Optional.of(new Recognition(convention, reason)) : Optional.empty();
    }

    /** Whether boxes are decoded in the network, as far as its operators tell. */
    static boolean decodesBoxes(ModelSummary model) {
        return model.operators().contains("Exp");
    }

    /** What tells {@link #decodesBoxes}. */
    static String exponential(boolean decodes) {
        return (decodes ? "an" : "no") + " exponential in the network, which decoding boxes needs";
    }
}
