package org.huale.app.train;

import java.util.function.Consumer;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.provenance.ProvenanceFile;

/** One detector trained by itself, of whatever kind. */
public record TrainSession(TrainConfig config, FirstWeights first) {

    /**
     * Tells where a training that is gone on with comes from a machine with other arithmetic.
     *
     * @param notices gets what a person should know and no result depends on
     */
    public void tellOfOtherArithmetic(SingleTraining task, Consumer<String> notices) {
        config.detector()
                .provider()
                .arithmetic(config.setup(first).place())
                .notice(task.folder(), ProvenanceFile.in(task.folder()).processes())
                .ifPresent(notices);
    }

    /**
     * Trains to the end, or until the signal is raised; then the same can be gone on with.
     *
     * @param listener hears how it goes
     * @throws org.huale.problem.HualeException where data, weights, device or folder cannot be used
     */
    public TrainingOutcome run(SingleTraining task, TrainingListener listener, StopSignal stop) {
        DetectorTraining training = config.detector().training();
        TrainingSetup setup = config.setup(first);
        return training.singleTrainer(setup, listener, stop)
                .orElseGet(() -> new TrainerAsInRuns(config, setup, listener, stop))
                .train(task);
    }
}
