package org.huale.torch.companion;

import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.StateLoading;
import org.huale.weights.StateDict;

/** Parameters of a companion that is being opened. */
record OpenParameters(ParameterStore parameters) {

    /** Gives the companion over these parameters, once they hold the weights; where they do not fit it is closed. */
    TrainedCompanion loaded(StateDict weights, CompanionTrainer.Source source, TrainedCompanion companion) {
        try {
            StateLoading.load(parameters, weights, source.file());
            return companion;
        } catch (RuntimeException e) {
            companion.close();
            throw e;
        }
    }
}
