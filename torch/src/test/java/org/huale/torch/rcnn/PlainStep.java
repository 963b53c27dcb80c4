package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.optimize.Sgd;

/** One step of training by the plain loss, always on the same sample of anchors and regions. */
final class PlainStep {

    private PlainStep() {}

    /** The loss before the step. */
    static double of(FasterRcnn detector, Sgd optimizer, List<TrainingExample> batch) {
        double[] loss = new double[1];
        TensorScope.run(() -> {
            var total = DetectionLosses.of(detector.lossInputs(batch, new SplittableRandom(1)))
                    .total();
            total.backward();
            loss[0] = total.item_double();
            assertThat(loss[0]).isFinite();
            optimizer.step(optimizer.learningRate(), 0);
            optimizer.forgetGradients();
        });
        return loss[0];
    }
}
