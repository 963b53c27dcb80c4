package org.huale.detect.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.ScriptedDetector;
import org.huale.detect.pool.PoolRunner;
import org.huale.detect.training.StepResult;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.image.format.ImageIoReader;

/** Writes down the classes of the images, which is all that a {@link ScriptedDetector} learns. */
final class ScriptedTraining implements DetectorTraining {

    /** @param steps that a training pretends to take */
    record Recipe(int batchSize, int steps) implements TrainingRecipe {

        Recipe {
            if (steps < 1) {
                throw new IllegalArgumentException("steps must be at least 1, got " + steps);
            }
        }

        @Override
        public int epochs() {
            return 1;
        }

        @Override
        public long totalIterations(long batchesPerEpoch) {
            return steps;
        }

        @Override
        public String lossName() {
            return "none";
        }
    }

    @Override
    public TrainingRecipe defaults() {
        return new Recipe(1, 3);
    }

    @Override
    public void check(TrainingSetup setup) {
        if (!(setup.training() instanceof Recipe)) {
            throw new IllegalArgumentException("not a scripted training: " + setup.training());
        }
        if (!setup.first().equals(FirstWeights.random())) {
            throw new IllegalArgumentException("scripted detectors begin with nothing, not with " + setup.first());
        }
    }

    @Override
    public DetectorTrainer trainer(TrainingSetup setup, TrainingListener listener, StopSignal stop) {
        return new Trainer(setup, ((Recipe) setup.training()).steps(), listener, stop);
    }

    private record Trainer(TrainingSetup setup, int steps, TrainingListener listener, StopSignal stop)
            implements DetectorTrainer {

        @Override
        public Outcome train(Task task) {
            Path weights = task.folder().resolve("weights/last.scripted");
            for (int i = 0; i < steps; i++) {
                if (stop.raised()) {
                    return new Outcome(false, weights, Map.of());
                }
                StepResult result = new StepResult(Map.of("total", 1.0), 0, 0);
                listener.stepped(new TrainingListener.Step(0, i + 1, steps, result, 1, Duration.ZERO));
            }
            write(weights, task.images().labeled().classes().names());
            return new Outcome(true, weights, Map.of("total", 1.0));
        }

        private static void write(Path weights, List<String> classes) {
            try {
                Files.createDirectories(weights.getParent());
                Files.write(weights, classes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public PoolDetector open(Path weights, Set<EvidencePart> wanted) {
            PoolRunner.Reading reading = new PoolRunner.Reading(ImageIoReader.defaults(), setup.batchSize());
            return new PoolRunner(ScriptedProvider.read(weights), reading, wanted);
        }
    }
}
