package org.huale.given;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.huale.dataset.ClassNames;
import org.huale.detect.ClassMapping;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.MappedDetector;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.AwaitedFileException;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a copy of the file that is a cycle's detector, so that the figures of the cycle stay those of a detector that is
 * there. Detections come in the classes of the run.
 *
 * @param provider of the kind that such files are
 */
record GivenTrainer(DetectorProvider provider, GivenOptions options, TrainingSetup setup) implements DetectorTrainer {
    private static final Logger LOG = LoggerFactory.getLogger(GivenTrainer.class);

    @Override
    public Outcome train(Task task) {
        Path file = options.file(task.cycle());
        requireThere(file, task.cycle());
        ClassNames classes = task.images().labeled().classes();
        TakenFile taken = TakenFile.take(provider.files(file), classes, task.folder())
                .orElseThrow(() ->
                        new AwaitedFileException(file + " changed while it was read; whoever writes it is not done"));
        Path copy = taken.copy(task.folder());
        tellOfClasses(file, copy, classes);
        taken.write(task.folder());
        return new Outcome(true, copy, Map.of());
    }

    private void requireThere(Path file, int cycle) {
        if (Files.exists(file)) {
            return;
        }
        if (options.isOfEachCycle()) {
            throw new AwaitedFileException("cycle " + cycle + " waits for its detector, the file " + file);
        }
        throw missing(file);
    }

    private static HualeException missing(Path file) {
        return new HualeException(file + ": no such file; detector.model says that it is the run's detector");
    }

    /** Also sees that the file can be used. */
    private void tellOfClasses(Path file, Path copy, ClassNames classes) {
        try (PoolDetector detector = opened(copy, Set.of())) {
            ClassMapping mapping = ClassMapping.of(detector, classes, file.toString());
            mapping.words().ifPresent(words -> LOG.warn("{}: {}", file, words));
        }
    }

    /**
     * Looks at the first cycle's file, if it is there.
     *
     * @throws HualeException where it cannot be used, or tells less than is needed
     */
    void rehearse(ClassNames classes, DetectorTraining.Wish wish) {
        provider.requirePlace(setup.place());
        Path file = options.file(0);
        if (!Files.exists(file)) {
            if (options.isOfEachCycle()) {
                return;
            }
            throw missing(file);
        }
        try (PoolDetector detector = opened(file, wish.needs())) {
            if (classes.count() > 0) {
                ClassMapping.of(detector, classes, file.toString());
            }
            PoolDetector.lacking(wish.needs(), detector)
                    .or(() -> PoolDetector.lackingVectors(wish.vectors(), detector.vectors()))
                    .ifPresent(lacking -> {
                        throw new HualeException("strategy: " + file + " " + lacking);
                    });
        }
    }

    @Override
    public PoolDetector open(Path weights, Set<EvidencePart> wanted) {
        return openElsewhere(() -> opened(weights, wanted), weights);
    }

    /** In the classes that the run had when the file was taken. */
    @Override
    public PoolDetector openElsewhere(Supplier<PoolDetector> opening, Path weights) {
        TakenFile taken = TakenFile.of(weights);
        return mapped(opening.get(), taken.classNames(), taken.model());
    }

    /** The first cycle's, if it is there. */
    @Override
    public Optional<PoolDetector> beforehand(ClassNames classes) {
        Path file = options.file(0);
        return Files.exists(file)
                ? Optional.of(mapped(opened(file, Set.of()), classes, file.toString()))
                : Optional.empty();
    }

    private static PoolDetector mapped(PoolDetector detector, ClassNames classes, String file) {
        try {
            return MappedDetector.of(detector, ClassMapping.of(detector, classes, file));
        } catch (RuntimeException e) {
            detector.close();
            throw e;
        }
    }

    private PoolDetector opened(Path file, Set<EvidencePart> wanted) {
        DetectorSource source = new DetectorSource(file, null, DetectorSource.Changes.none(), setup.place());
        return provider.openForImages(source, setup.batchSize(), wanted);
    }

    @Override
    public void requireAsTrained(Path weights) {
        TakenFile.of(weights).differing().ifPresent(file -> {
            throw new HualeException(
                    file + ": was changed since this cycle began with it. Put back what it was, which is"
                            + " kept in " + weights.resolveSibling("")
                            + "; or, to let the cycle start from scratch with what it is now,"
                            + " delete " + weights + " and say 'huale resume RUN --repair'. Let " + GivenOptions.CYCLE
                            + " in detector.model name another file in each cycle");
        });
    }
}
