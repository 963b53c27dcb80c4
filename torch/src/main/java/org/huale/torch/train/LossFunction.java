package org.huale.torch.train;

import java.util.List;
import java.util.random.RandomGenerator;
import org.huale.torch.rcnn.DetectionLosses;
import org.huale.torch.rcnn.TrainingExample;

/** What training makes small. Called inside a scope, by the thread that owns the network. */
public interface LossFunction {

    /** The terms over a batch; the generator draws which regions they are computed on. */
    DetectionLosses of(List<TrainingExample> batch, RandomGenerator random);
}
