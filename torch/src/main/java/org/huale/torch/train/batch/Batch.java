package org.huale.torch.train.batch;

import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.torch.rcnn.input.TrainingExample;

/** What one iteration learns from. */
public record Batch(int epoch, long iteration, List<TrainingExample> examples) {

    public List<ImageId> ids() {
        return examples.stream().map(TrainingExample::id).toList();
    }
}
