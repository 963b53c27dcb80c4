package org.huale.torch.companion;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huale.detect.companion.LossPrediction;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.train.CompanionTraining;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;

/** Trains and opens the loss prediction module. */
public final class LossPredictionTrainer implements CompanionTrainer<LossPrediction> {

    @Override
    public Class<LossPrediction> options() {
        return LossPrediction.class;
    }

    @Override
    public boolean sharesBatches() {
        return true;
    }

    @Override
    public CompanionTraining begin(LossPrediction options, Setting setting) {
        LossModule.Sizes sizes = LossModule.Sizes.of(
                options.mode(), setting.detector().levels(), setting.detector().channels(), options.hidden());
        return new LossPredictionTraining(
                options,
                new LossModule(
                        options.mode(), sizes, setting.device(), setting.seeds().of("weights")));
    }

    @Override
    public TrainedCompanion open(LossPrediction options, StateDict weights, Source source) {
        LossModule module = new LossModule(options.mode(), sizes(options, weights), source.device(), 0);
        return new OpenParameters(module.parameters()).loaded(weights, source, new Predicting(module));
    }

    private static LossModule.Sizes sizes(LossPrediction options, StateDict weights) {
        int levels = 0;
        while (weights.contains("levels." + levels + ".weight")) {
            levels++;
        }
        TensorData first = weights.get("levels.0.weight");
        return new LossModule.Sizes(levels, Math.toIntExact(first.shape()[1]), options.hidden());
    }

    private record Predicting(LossModule module) implements TrainedCompanion {

        @Override
        public Set<String> vectorsOfPyramids() {
            return Set.of(LossPrediction.VECTOR);
        }

        @Override
        public List<float[]> describe(String vector, Pyramid pyramid) {
            List<float[]> vectors = new ArrayList<>();
            for (float predicted : Tensors.toFloats(module.of(pyramid))) {
                vectors.add(new float[] {predicted});
            }
            return vectors;
        }

        @Override
        public void close() {
            module.close();
        }
    }
}
