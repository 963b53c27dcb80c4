package org.huale.torch.loss;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A loss with what it was made of.
 *
 * @param named scalars to be logged, in order
 * @param total scalar with a gradient; may be negative
 * @param objective what gradients are taken of: the total, and what is learned beside the detector
 */
public record LossTerms(Map<String, Tensor> named, Tensor total, Tensor objective) {

    public LossTerms {
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** Nothing is learned beside. */
    public LossTerms(Map<String, Tensor> named, Tensor total) {
        this(named, total, total);
    }

    /** With one more scalar to take gradients of. */
    public LossTerms beside(Tensor loss) {
        return new LossTerms(named, total, objective.add(loss));
    }

    /** The terms of the plain loss and their sum. */
    public static LossTerms of(DetectionLosses plain) {
        return new LossTerms(named(plain), plain.total());
    }

    static Map<String, Tensor> named(DetectionLosses plain) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        named.put("classification", plain.classification());
        named.put("boxRegression", plain.boxRegression());
        named.put("objectness", plain.objectness());
        named.put("proposalRegression", plain.proposalRegression());
        return named;
    }
}
