package org.huale.torch.train;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.loss.EmphasisLoss;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.loss.Moment;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.TrainingExample;

/** The loss of a detector. Closes neither. */
public record DetectorLoss(FasterRcnn detector, EmphasisLoss loss) implements LossFunction {

    @Override
    public LossTerms of(List<TrainingExample> batch, Moment moment, RandomGenerator random) {
        return loss.of(detector.lossInputs(batch, random), moment);
    }

    @Override
    public Map<String, Tensor> trainable() {
        return loss.state().trainable();
    }

    @Override
    public Map<String, Tensor> state() {
        return loss.state().tensors();
    }
}
