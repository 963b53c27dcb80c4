package org.huale.torch.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.detect.training.StepResult;
import org.huale.problem.HualeException;
import org.huale.torch.train.batch.Batch;

/**
 * Training came to a loss or a gradient that is not a number. The message says where; {@link #details} holds what may tell
 * why. The detector's parameters are those before the iteration.
 */
public final class NotFiniteException extends HualeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> details;

    NotFiniteException(Batch batch, StepResult result, List<String> parameters) {
        super(message(batch, result));
        this.details = details(batch, result, parameters);
    }

    /**
     * Epoch and iteration, each counted from 0, image ids, each term, gradient norm, learning rate and parameters with bad
     * gradients, by name.
     */
    public Map<String, Object> details() {
        return details;
    }

    /** Counts epochs and iterations from 1, as the log does. */
    private static String message(Batch batch, StepResult result) {
        return "training is no longer finite in epoch " + (batch.epoch() + 1) + ", iteration "
                + (batch.iteration() + 1) + ": " + result.terms() + ", gradient norm " + result.gradientNorm()
                + ", learning rate " + result.learningRate() + ", images " + batch.ids() + others(batch)
                + ". A lower learning rate, a longer warm-up or clipping of gradients (clipNorm) may help";
    }

    /** The terms are those of all processes, the names are not. */
    private static String others(Batch batch) {
        int others = batch.part().ofImages() - batch.part().images();
        return others == 0 ? "" : " and " + others + " of other processes";
    }

    private static Map<String, Object> details(Batch batch, StepResult result, List<String> parameters) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("epoch", batch.epoch());
        details.put("iteration", batch.iteration());
        details.put("images", batch.ids().stream().map(Object::toString).toList());
        details.put("terms", words(result.terms()));
        details.put("gradientNorm", Double.toString(result.gradientNorm()));
        details.put("learningRate", result.learningRate());
        details.put("parametersWithoutFiniteGradient", parameters);
        return details;
    }

    /** As text, since JSON has no word for what is not a number. */
    private static Map<String, String> words(Map<String, Double> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        it -> Double.toString(it.getValue()),
                        (left, right) -> right,
                        LinkedHashMap::new));
    }
}
