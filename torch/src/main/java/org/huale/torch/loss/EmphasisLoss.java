package org.huale.torch.loss;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.ops.CrossEntropy;
import org.jspecify.annotations.Nullable;

/**
 * The Emphasis loss, (1 + beta_cls) L_cls + (1 + beta_loc) L_loc, with those of its parts that the options ask for. L_cls is the
 * cross entropy of the regions plus the objectness of the proposals, L_loc the {@link SynchronicLoss} plus the box loss of the
 * proposals. Source: Nguyen et al., IEEE BigData 2023.
 */
final class EmphasisLoss implements RcnnLoss {
    private final LossOptions options;
    private final ParameterStore state;
    private final SynchronicLoss synchronic;
    private final EmphasisFactors factors;
    private final @Nullable RunningFactors running;

    EmphasisLoss(LossOptions options, Device device) {
        this.options = options;
        this.state = new ParameterStore(device, 0);
        this.synchronic = new SynchronicLoss(options, state);
        this.factors = new EmphasisFactors(options.factors().detach());
        this.running = options.factors().mode() == LossOptions.Factors.Mode.RUNNING_MEAN
                ? new RunningFactors(options.factors().memory(), state)
                : null;
    }

    @Override
    public Map<String, Tensor> trainable() {
        return state.trainable();
    }

    @Override
    public Map<String, Tensor> state() {
        return state.tensors();
    }

    @Override
    public LossTerms of(LossInputs inputs, Moment moment) {
        DetectionLosses plain = DetectionLosses.of(inputs);
        SynchronicLoss.Terms localization = synchronic.of(inputs, plain, moment);
        Sum sum = options.factors().mode() == LossOptions.Factors.Mode.PER_ROI
                ? perRegion(inputs, plain, localization)
                : perBatch(inputs, plain, localization);
        Map<String, Tensor> named = LossTerms.named(plain);
        named.putAll(localization.named());
        named.putAll(sum.betas());
        return new LossTerms(named, sum.total().add(inputs.whole().part().once(localization.penalty())));
    }

    @Override
    public void close() {
        state.close();
    }

    private record Sum(Tensor total, Map<String, Tensor> betas) {}

    private Sum perBatch(LossInputs inputs, DetectionLosses plain, SynchronicLoss.Terms localization) {
        LossInputs.Whole whole = inputs.whole();
        DetectionLosses terms = new DetectionLosses(
                plain.classification(),
                whole.perRegion(localization.perBox().sum()),
                plain.objectness(),
                localization.proposals());
        if (options.factors().mode() == LossOptions.Factors.Mode.OFF) {
            return new Sum(terms.total(), Map.of());
        }
        EmphasisFactors.Betas betas = factors.ofBatch(
                terms.classification().add(terms.objectness()),
                whole.perRegion(localization.corePerBox().sum()).add(terms.proposalRegression()),
                whole.objects() > 0);
        EmphasisFactors.Betas used = running == null ? betas : running.with(betas);
        return new Sum(emphasised(terms, used).total(), named(used));
    }

    /** Each term times 1 + beta of its branch. */
    private static DetectionLosses emphasised(DetectionLosses terms, EmphasisFactors.Betas betas) {
        Tensor classification = onePlus(betas.classification());
        Tensor box = onePlus(betas.localization());
        return new DetectionLosses(
                terms.classification().mul(classification),
                terms.boxRegression().mul(box),
                terms.objectness().mul(classification),
                terms.proposalRegression().mul(box));
    }

    /** Each region with an object has its own factors; the rest, and the proposals, have none. */
    private Sum perRegion(LossInputs inputs, DetectionLosses plain, SynchronicLoss.Terms localization) {
        LossInputs.Regions regions = inputs.regions();
        LossInputs.Whole whole = inputs.whole();
        Tensor entropies = CrossEntropy.each(regions.logits(), regions.labels());
        Tensor ofObjects = entropies.index_select(0, regions.positives().rows());
        Tensor classification = factors.beta(localization.corePerBox());
        Tensor box = factors.beta(ofObjects);
        DetectionLosses emphasised = new DetectionLosses(
                plain.classification()
                        .add(whole.perRegion(ofObjects.mul(classification).sum())),
                whole.perRegion(localization.perBox().mul(onePlus(box)).sum()),
                plain.objectness(),
                localization.proposals());
        return new Sum(
                emphasised.total(),
                named(new EmphasisFactors.Betas(whole.perObject(classification.sum()), whole.perObject(box.sum()))));
    }

    private static Tensor onePlus(Tensor beta) {
        return beta.add(new Scalar(1));
    }

    private static Map<String, Tensor> named(EmphasisFactors.Betas betas) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        named.put("betaClassification", betas.classification());
        named.put("betaLocalization", betas.localization());
        return named;
    }
}
