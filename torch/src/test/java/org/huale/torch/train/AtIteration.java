package org.huale.torch.train;

import java.util.Map;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;

/** Does something once, when an iteration of a training is over. */
public record AtIteration(long iteration, Runnable work) implements TrainingListener {

    /** Asks the training to stop there. */
    public static AtIteration raised(long iteration, StopSignal stop) {
        return new AtIteration(iteration, stop::raise);
    }

    @Override
    public void stepped(Step step) {
        if (step.iterations() == iteration) {
            work.run();
        }
    }

    @Override
    public void validated(int epoch, Map<String, Double> figures, boolean best) {}
}
