package org.huale.torch.train;

import java.util.Map;
import org.huale.detect.training.StepResult;
import org.huale.torch.train.batch.Batch;

/** What a training leaves behind, and goes on from. Of several processes the first one has it. */
interface TrainingRecord extends AutoCloseable {

    /** Puts the state of the latest checkpoint in place, if there is one; returns how far the training had come. */
    Progress restore();

    /** @param done iterations, this one included */
    void stepped(Batch batch, long done, StepResult result);

    /**
     * Keeps what a validation came to, and the weights where they are the best so far, while the averages stand in place.
     *
     * @param figures by name
     */
    void judged(int epoch, long done, Map<String, Double> figures);

    /**
     * Leaves a checkpoint.
     *
     * @param owing whether the last iteration is still to be judged
     */
    void save(long done, boolean owing);

    /** Leaves what may tell why. */
    void failed(NotFiniteException failure);

    @Override
    void close();

    /** Of a process that writes nothing. */
    static TrainingRecord none() {
        return new TrainingRecord() {
            @Override
            public Progress restore() {
                return Progress.start();
            }

            @Override
            public void stepped(Batch batch, long done, StepResult result) {}

            @Override
            public void judged(int epoch, long done, Map<String, Double> figures) {}

            @Override
            public void save(long done, boolean owing) {}

            @Override
            public void failed(NotFiniteException failure) {}

            @Override
            public void close() {}
        };
    }
}
