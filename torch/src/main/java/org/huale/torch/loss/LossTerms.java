package org.huale.torch.loss;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A loss with what it was made of.
 *
 * @param named scalars to be logged, in order
 * @param total scalar with a gradient; may be negative
 * @param objective what gradients are taken of: the total, and what is learned beside the detector
 */
public record LossTerms(Map<String, Tensor> named, Tensor total, Tensor objective) {
    private static final String CLASSIFICATION = "classification";
    private static final String BOX_REGRESSION = "boxRegression";
    private static final String OBJECTNESS = "objectness";
    private static final String PROPOSAL_REGRESSION = "proposalRegression";
    private static final Set<String> OF_PROPOSALS = Set.of(OBJECTNESS, PROPOSAL_REGRESSION);

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

    /** The terms that are not of proposals, in order. */
    Map<String, Tensor> ofRegions() {
        Map<String, Tensor> regions = new LinkedHashMap<>(named);
        regions.keySet().removeAll(OF_PROPOSALS);
        return regions;
    }

    /** The terms of the plain loss and their sum. */
    public static LossTerms of(DetectionLosses plain) {
        return new LossTerms(named(plain), plain.total());
    }

    static Map<String, Tensor> named(DetectionLosses plain) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        named.put(CLASSIFICATION, plain.classification());
        named.put(BOX_REGRESSION, plain.boxRegression());
        named.put(OBJECTNESS, plain.objectness());
        named.put(PROPOSAL_REGRESSION, plain.proposalRegression());
        return named;
    }
}
