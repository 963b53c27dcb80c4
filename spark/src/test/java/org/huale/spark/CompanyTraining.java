package org.huale.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.ScriptedProvider;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;

/** Trains as scripted detectors are, and leaves weights for {@link CompanyProvider}, with no mishaps. */
record CompanyTraining(DetectorTraining scripted) implements DetectorTraining {
    private static final String NO_MISHAP = "/nowhere";

    CompanyTraining() {
        this(new ScriptedProvider().training().orElseThrow());
    }

    @Override
    public TrainingRecipe defaults() {
        return scripted.defaults();
    }

    @Override
    public void check(TrainingSetup setup) {
        scripted.check(setup);
    }

    @Override
    public DetectorTrainer trainer(TrainingSetup setup, TrainingListener listener, StopSignal stop) {
        return new Trainer(setup, scripted.trainer(setup, listener, stop));
    }

    private record Trainer(TrainingSetup setup, DetectorTrainer scripted) implements DetectorTrainer {

        @Override
        public Outcome train(Task task) {
            Outcome outcome = scripted.train(task);
            Path weights = outcome.weights().resolveSibling("last.company");
            if (outcome.complete()) {
                rewrite(outcome.weights(), weights);
            }
            return new Outcome(outcome.complete(), weights, outcome.losses());
        }

        private static void rewrite(Path classes, Path weights) {
            try {
                List<String> lines = new ArrayList<>(List.of(NO_MISHAP, NO_MISHAP));
                lines.addAll(Files.readAllLines(classes));
                Files.write(weights, lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public PoolDetector open(Path weights, Set<EvidencePart> wanted) {
            DetectorSource source = new DetectorSource(weights, null, DetectorSource.Changes.none(), setup.place());
            return new CompanyProvider().openForImages(source, setup.batchSize(), wanted);
        }
    }
}
