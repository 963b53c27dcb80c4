package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.loss.LossOptions;
import org.huale.torch.loss.Moment;
import org.huale.torch.loss.RcnnLoss;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.optimize.Sgd;

/** One step of training by the plain loss, always on the same sample of anchors and regions. */
final class PlainStep {

    private PlainStep() {}

    /** The loss before the step. */
    static double of(FasterRcnn detector, Sgd optimizer, List<TrainingExample> batch) {
        int stages = detector.options().roi().stages();
        double[] value = new double[1];
        TensorScope.run(() -> {
            try (RcnnLoss loss =
                    LossOptions.standard().open(detector.parameters().device(), stages)) {
                Tensor total = loss.of(detector.lossInputs(batch, new SplittableRandom(1)), Moment.start())
                        .total();
                total.backward();
                value[0] = total.item_double();
            }
            assertThat(value[0]).isFinite();
            optimizer.step(optimizer.learningRate(), 0);
            optimizer.forgetGradients();
        });
        return value[0];
    }
}
