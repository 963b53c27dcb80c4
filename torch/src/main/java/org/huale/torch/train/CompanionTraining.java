package org.huale.torch.train;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.loss.Moment;
import org.huale.torch.rcnn.TrainingPass;
import org.huale.weights.StateDict;

/**
 * Something that is trained beside a detector, with parameters, an optimizer and randomness of its own. Called by the thread
 * that owns the detector, inside the scope of an iteration. The same calls give the same bits.
 */
public interface CompanionTraining extends AutoCloseable {

    /** Names its columns in the metrics and its file of weights: lower-case letters, digits and hyphens. */
    String name();

    /**
     * Looks at what the detector made of a batch. Returns a scalar whose gradient is taken together with that of the
     * detector's loss; one that lets none into the feature maps leaves the detector as it is, bit for bit.
     */
    Optional<Tensor> follow(TrainingPass pass, Moment moment);

    /**
     * Figures of the batch for the metrics, always of the same names, told before anything moves; one that is not finite ends the
     * training, and nothing has moved then.
     */
    Map<String, Double> figures();

    /**
     * Moves what is its own, once all gradients are there and finite, and all figures.
     *
     * @param factor of the detector's schedule, for its own learning rates
     * @param iteration steps taken before, since the start of the training
     * @return figures that only moving tells, always of the same names; one that is not finite ends the training before the
     *     detector moves
     */
    Map<String, Double> step(double factor, long iteration);

    /** All float32 tensors that change from one iteration to the next, by name, for checkpoints. */
    Map<String, Tensor> state();

    /** What is kept of it when the training is over, beside the detector's weights. */
    StateDict weights();

    @Override
    void close();
}
