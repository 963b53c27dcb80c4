package org.huale.torch.companion;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.Mode;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.torch.train.optimize.PartRates;
import org.huale.torch.train.optimize.Sgd;

/** What moves a companion's parameters: SGD as in the program of CALD where the mode is faithful, else AdamW. */
record CompanionOptimizer(Mode mode, double weightDecay) {
    private static final double MOMENTUM = 0.9;

    Optimizer over(Map<String, Tensor> parameters, double learningRate) {
        Optimizer.Kind kind = mode == Mode.FAITHFUL ? Optimizer.Kind.SGD : Optimizer.Kind.ADAMW;
        return kind.over(parameters, new Sgd.Options(learningRate, MOMENTUM, weightDecay, false), PartRates.equal());
    }
}
