package org.huale.app.train;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.Dataset;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.metric.validation.DetectorValidation;
import org.huale.problem.HualeException;
import org.huale.provenance.ThisProcess;
import org.huale.random.Seeds;
import org.huale.storage.FileFaults;
import org.jspecify.annotations.Nullable;

/**
 * Trains one detector of a kind that trains for runs alone: as in a first cycle, in the folder {@code training} of the training,
 * and judged when it is done.
 */
record TrainerAsInRuns(TrainConfig config, TrainingSetup setup, TrainingListener listener, StopSignal stop)
        implements SingleTraining.Trainer {

    @Override
    public TrainingOutcome train(SingleTraining task) {
        if (task.rendezvous() != null) {
            throw new HualeException("detectors of this kind are trained by one process; leave --rendezvous out");
        }
        Map<String, Object> frozen = rehearsed(task);
        try (TrainingFolder folder = TrainingFolder.open(task.folder(), task.opening())) {
            folder.freeze(frozen, provenance(task), task.images().classes().names());
            Counting steps = new Counting(listener);
            DetectorTrainer trainer = config.detector().training().trainer(setup, steps, stop);
            DetectorTrainer.Outcome trained = trainer.train(of(task, folder));
            Map<String, Double> figures = trained.complete() ? judged(trainer, trained, task, folder) : Map.of();
            return new TrainingOutcome(trained.complete(), steps.done, trained.weights(), null, figures);
        }
    }

    /**
     * What the training is made from. Overwriting deletes one that is there: before that, all is looked at that the new one begins
     * with. One that goes on may be past its beginning.
     */
    private Map<String, Object> rehearsed(SingleTraining task) {
        Map<String, Object> frozen = frozen(task);
        if (task.opening() != TrainingFolder.Opening.RESUME) {
            DetectorTraining.Wish none = new DetectorTraining.Wish(Set.of(), List.of(), false);
            config.detector().training().rehearse(setup, task.images().classes(), none);
        }
        if (task.opening() == TrainingFolder.Opening.OVERWRITE) {
            requireOutside(task.folder(), setup.first().backbone());
            requireOutside(task.folder(), setup.first().detector());
            requireOutside(
                    task.folder(), config.detector().training().start(setup).orElse(null));
        }
        return frozen;
    }

    private static void requireOutside(Path folder, @Nullable Path weights) {
        if (weights != null && isWithin(folder, weights)) {
            throw new HualeException(weights + ": lies in " + folder
                    + ", which is overwritten before the training begins with it; copy it elsewhere first");
        }
    }

    /** Whether a path lies in a folder, or leads there. */
    private static boolean isWithin(Path folder, Path path) {
        Path own = real(folder);
        return real(path.toAbsolutePath().resolveSibling("")).startsWith(own)
                || real(path).startsWith(own);
    }

    /** Without links; as it is called where nothing is there. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            return path.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new HualeException(path + ": cannot be looked for: " + FileFaults.reason(e), e);
        }
    }

    private DetectorTrainer.Task of(SingleTraining task, TrainingFolder folder) {
        Dataset none = new Dataset("none", task.images().classes(), List.of());
        return new DetectorTrainer.Task(
                0,
                new DetectorTrainer.Images(task.images(), none, task.images()),
                folder.asInRuns(),
                null,
                seed(),
                List.of());
    }

    /** That of the first cycle of a run with the same number; programs see the upper bits, which small numbers leave at 0. */
    private long seed() {
        return new Seeds(setup.seed()).of("train", 0);
    }

    private Map<String, Double> judged(
            DetectorTrainer trainer, DetectorTrainer.Outcome trained, SingleTraining task, TrainingFolder folder) {
        Dataset validation = task.validation();
        if (validation == null) {
            return Map.of();
        }
        try (PoolDetector detector = trainer.open(trained.weights(), Set.of())) {
            Map<String, Double> figures = new DetectorValidation(detector, validation, folder).figures();
            listener.validated(Math.max(0, config.training().epochs() - 1), figures, true);
            return figures;
        }
    }

    private Map<String, Object> frozen(SingleTraining task) {
        Map<String, Object> frozen = new LinkedHashMap<>();
        frozen.put("config", config);
        frozen.put("weights", setup.first().named());
        frozen.putAll(task.data());
        return frozen;
    }

    private Map<String, Object> provenance(SingleTraining task) {
        Map<String, Object> provenance = new LinkedHashMap<>(task.origin());
        provenance.putAll(ThisProcess.facts());
        provenance.putAll(config.detector().provider().arithmetic(setup.place()).provenance());
        return provenance;
    }

    /** Counts the steps on their way to the listener. */
    private static final class Counting implements TrainingListener {
        private final TrainingListener next;
        private long done;

        Counting(TrainingListener next) {
            this.next = next;
        }

        @Override
        public void stepped(Step step) {
            done = step.iterations();
            next.stepped(step);
        }

        @Override
        public void validated(int epoch, Map<String, Double> figures, boolean best) {
            next.validated(epoch, figures, best);
        }
    }
}
