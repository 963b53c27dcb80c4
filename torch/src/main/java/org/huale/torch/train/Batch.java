package org.huale.torch.train;

import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.torch.rcnn.TrainingExample;

/** What one iteration learns from. */
record Batch(int epoch, long iteration, List<TrainingExample> examples) {

    List<ImageId> ids() {
        return examples.stream().map(TrainingExample::id).toList();
    }
}
