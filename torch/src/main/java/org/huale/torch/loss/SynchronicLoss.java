package org.huale.torch.loss;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.ops.BoxLosses;

/**
 * The localization loss: lambda times Emphasis IoU plus (1 - lambda) times the variance-aware loss, or smooth L1 where the
 * detector predicts no variance. Source: Nguyen et al., IEEE BigData 2023, where the box loss of proposals stands with the
 * second term.
 */
final class SynchronicLoss {
    private final LossOptions options;
    private final LambdaWeights lambda;

    SynchronicLoss(LossOptions options, ParameterStore state) {
        this.options = options;
        this.lambda = new LambdaWeights(options.lambda(), state);
    }

    /**
     * The loss before factors.
     *
     * @param perBox [P], terms of the regions that show an object, not yet divided by the number of regions
     * @param corePerBox [P], the same with smooth L1 in place of the variance-aware loss, so never negative
     * @param proposals scalar, the term of the region proposal network
     * @param penalty scalar that no factor multiplies
     * @param named what is logged
     */
    record Terms(Tensor perBox, Tensor corePerBox, Tensor proposals, Tensor penalty, Map<String, Tensor> named) {}

    Terms of(LossInputs inputs, DetectionLosses plain, Moment moment) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        Boxes boxes = new Boxes(inputs.regions().positives());
        LambdaWeights.Weights weights = weights(plain, moment);
        Tensor smooth = boxes.smoothL1();
        Tensor core = smooth.mul(weights.regression());
        Tensor regression = options.variance().at(moment) ? boxes.varianceAware(options.variance()) : smooth;
        Tensor box = regression.mul(weights.regression());
        if (options.variance().enabled()) {
            named.put("varianceAware", inputs.whole().perRegion(regression.sum()));
        }
        if (options.emphasisIou().on()) {
            Tensor whole = boxes.emphasisIou(options.emphasisIou());
            Tensor weighted = whole.mul(weights.emphasisIou());
            core = core.add(weighted);
            box = box.add(weighted);
            named.put("emphasisIou", inputs.whole().perRegion(whole.sum()));
            named.put("lambda", weights.emphasisIou());
        }
        return new Terms(box, core, proposals(inputs, plain, weights), weights.penalty(), named);
    }

    private LambdaWeights.Weights weights(DetectionLosses plain, Moment moment) {
        return options.emphasisIou().on()
                ? lambda.at(moment, plain.classification())
                : LambdaWeights.regressionAlone(plain.classification());
    }

    private Tensor proposals(LossInputs inputs, DetectionLosses plain, LambdaWeights.Weights weights) {
        boolean shares = options.emphasisIou().on() && !options.lambda().rpnOutside();
        return shares
                ? plain.proposalRegression().mul(inputs.whole().part().once(weights.regression()))
                : plain.proposalRegression();
    }

    /** Predicted and true boxes of the regions that show an object. */
    private record Boxes(LossInputs.Positives positives) {

        Tensor smoothL1() {
            return BoxLosses.smoothL1(positives.deltas(), positives.targets()).sum(1);
        }

        Tensor varianceAware(LossOptions.Variance options) {
            Tensor logVariances = positives.logVariances();
            if (logVariances == null) {
                throw new IllegalStateException("the loss needs variances, but the detector predicts none");
            }
            return new VarianceAwareLoss(options.power()).perBox(predicted(), target(), logVariances);
        }

        Tensor emphasisIou(LossOptions.EmphasisIou options) {
            return new EmphasisIouLoss(options.variant(), options.gamma())
                    .perPair(predicted(), target())
                    .mul(new Scalar(options.weight()));
        }

        private Tensor predicted() {
            return positives.decoder().boxes(positives.deltas());
        }

        private Tensor target() {
            return positives.decoder().boxes(positives.targets());
        }
    }
}
