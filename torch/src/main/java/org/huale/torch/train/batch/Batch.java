package org.huale.torch.train.batch;

import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.torch.parallel.BatchPart;
import org.huale.torch.rcnn.input.TrainingExample;

/**
 * What one iteration learns from.
 *
 * @param examples of this process
 * @param part of the whole that they are
 */
public record Batch(int epoch, long iteration, List<TrainingExample> examples, BatchPart part) {

    /** Of this process. */
    public List<ImageId> ids() {
        return examples.stream().map(TrainingExample::id).toList();
    }
}
