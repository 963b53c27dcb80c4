package org.huale.torch.train;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.loss.Moment;
import org.huale.torch.loss.RcnnLoss;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.TrainingPass;
import org.huale.torch.train.batch.Batch;

/** The loss of a detector, and what is trained beside it. Closes none of them. */
public record DetectorLoss(FasterRcnn detector, RcnnLoss loss, List<CompanionTraining> beside) implements LossFunction {

    @Override
    public LossTerms of(Batch batch, Moment moment, RandomGenerator random) {
        TrainingPass pass = detector.pass(batch.examples(), batch.part(), random);
        LossTerms terms = loss.of(pass.inputs(), moment);
        for (CompanionTraining side : beside) {
            terms = side.follow(pass, moment).map(terms::beside).orElse(terms);
        }
        return terms;
    }

    @Override
    public Map<String, Tensor> trainable() {
        return loss.trainable();
    }

    @Override
    public Map<String, Tensor> state() {
        return loss.state();
    }
}
