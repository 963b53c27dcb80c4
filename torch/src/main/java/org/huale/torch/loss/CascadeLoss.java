package org.huale.torch.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The losses of the stages of a cascade, each of the same formula with what it learns and remembers to itself. The first, which
 * holds the terms of the proposals, has weight 1, and each further one half the weight of the one before, so that the features
 * that all share are not pulled at more and more (1, 1/2, 1/4 in the program of Cai and Vasconcelos, CVPR 2018).
 *
 * <p>What belongs to stage 2 is named with a 2: the term {@code classification2}, the state {@code stage2.lambda.logVariances}.
 */
final class CascadeLoss implements RcnnLoss {
    private static final double WEIGHT_OF_NEXT = 0.5;

    private final List<RcnnLoss> stages;

    /** @param stages at least two, closed with this */
    CascadeLoss(List<RcnnLoss> stages) {
        if (stages.size() < 2) {
            throw new IllegalArgumentException("a cascade needs the losses of two stages, got " + stages.size());
        }
        this.stages = List.copyOf(stages);
    }

    @Override
    public LossTerms of(LossInputs inputs, Moment moment) {
        if (inputs.stages() != stages.size()) {
            throw new IllegalArgumentException(
                    "a loss of " + stages.size() + " stages does not fit a detector of " + inputs.stages());
        }
        LossTerms first = stages.get(0).of(inputs, moment);
        Map<String, Tensor> named = new LinkedHashMap<>(first.named());
        Tensor total = first.total();
        double weight = 1;
        for (int i = 1; i < stages.size(); i++) {
            LossTerms terms = stages.get(i).of(inputs.further().get(i - 1), moment);
            int stage = i + 1;
            terms.ofRegions().forEach((name, term) -> named.put(name + stage, term));
            weight *= WEIGHT_OF_NEXT;
            total = total.add(terms.total().mul(new Scalar(weight)));
        }
        return new LossTerms(named, total);
    }

    @Override
    public Map<String, Tensor> trainable() {
        return ofStages(RcnnLoss::trainable);
    }

    @Override
    public Map<String, Tensor> state() {
        return ofStages(RcnnLoss::state);
    }

    private Map<String, Tensor> ofStages(Function<RcnnLoss, Map<String, Tensor>> part) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            String stage = i == 0 ? "" : "stage" + (i + 1) + ".";
            part.apply(stages.get(i)).forEach((name, tensor) -> all.put(stage + name, tensor));
        }
        return all;
    }

    @Override
    public void close() {
        stages.forEach(RcnnLoss::close);
    }
}
