package org.huale.torch.companion;

import java.util.Map;
import org.huale.detect.companion.ClassQuality;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.train.CompanionTraining;
import org.huale.weights.StateDict;

/** Follows and opens the quality of classes. */
public final class ClassQualityTrainer implements CompanionTrainer<ClassQuality> {

    @Override
    public Class<ClassQuality> options() {
        return ClassQuality.class;
    }

    @Override
    public boolean sharesBatches() {
        return true;
    }

    @Override
    public CompanionTraining begin(ClassQuality options, Setting setting) {
        return new ClassQualityTraining(
                options,
                new ParameterStore(setting.device(), 0),
                setting.data().labeled().classes().count());
    }

    @Override
    public TrainedCompanion open(ClassQuality options, StateDict weights, Source source) {
        return new Noted(Map.of(options.name(), ClassQualityTraining.noted(options, weights)));
    }

    private record Noted(Map<String, float[]> classStatistics) implements TrainedCompanion {

        @Override
        public void close() {}
    }
}
