package org.huale.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.DatasetHash;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StoppedException;
import org.huale.problem.HualeException;
import org.huale.storage.FileTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a program train in a folder that is empty when it begins. What it left counts when it has ended well and all that was
 * agreed on is there; before that, everything is done again, but for a training that is yet to be exported.
 */
record CommandTrainer(TrainingSetup setup, Programs programs, CommandRecipe recipe) implements DetectorTrainer {
    private static final Logger LOG = LoggerFactory.getLogger(CommandTrainer.class);
    private static final String WEIGHTS = "weights";
    private static final String DATA = "data";

    @Override
    public Outcome train(Task task) {
        Path folder = task.folder().toAbsolutePath().normalize();
        Path file = TrainedCommand.fileIn(folder.resolve(WEIGHTS));
        if (!Files.exists(file)) {
            try {
                trainAnew(task, folder, file);
            } catch (StoppedException stopped) {
                return new Outcome(false, file, Map.of());
            }
        }
        FileTree.delete(folder.resolve(DATA));
        FileTree.delete(LeftByTrain.beside(TrainedCommand.outBeside(file)));
        return new Outcome(true, file, Map.of());
    }

    private void trainAnew(Task task, Path folder, Path file) {
        Path out = TrainedCommand.outBeside(file);
        if (options().export().isGiven()) {
            trainAndExport(task, folder, out);
        } else {
            trainInto(out, task, folder);
        }
        if (options().opensModel()) {
            require(
                    out.resolve(options().model()),
                    "detector." + (options().export().isGiven() ? "export" : "train"),
                    "model");
        }
        TrainedCommand.write(file, task.images().labeled().classes().names(), seed(task), options());
    }

    /** A training that ended well stays where the export does not. */
    private void trainAndExport(Task task, Path folder, Path out) {
        Path weights = TrainedCommand.weightsIn(out, options());
        List<String> meaning = meaning(task);
        if (LeftByTrain.restored(out, meaning, weights)) {
            LOG.info(
                    "detector.train: ended well earlier and is not run again; delete {} to train again",
                    LeftByTrain.beside(out));
        } else {
            tellOfChange(LeftByTrain.beside(out));
            trainInto(out, task, folder);
            LeftByTrain.write(out, meaning, weights);
        }
        programs.run(Placeholder.Step.EXPORT, values(task, out), folder.resolve("export.log"));
    }

    private static void tellOfChange(Path left) {
        if (Files.exists(left)) {
            LOG.info(
                    "detector.train: is run again, as not all is as {} says; name detector.weights to have other files not count",
                    left);
        }
    }

    private void trainInto(Path out, Task task, Path folder) {
        FileTree.delete(LeftByTrain.beside(out));
        Folders.fresh(out);
        Map<Placeholder, String> values = values(task, out);
        values.putAll(Handing.of(options().train(), task.images(), Folders.fresh(folder.resolve(DATA))));
        programs.run(Placeholder.Step.TRAIN, values, folder.resolve("train.log"));
        require(TrainedCommand.weightsIn(out, options()), "detector.train", "weights");
    }

    /** The words of {@code train}, with what they mean in place of where that lies: a training is known again by them. */
    private List<String> meaning(Task task) {
        Map<Placeholder, String> values = values(task, Path.of("out"));
        for (Placeholder asked : options().train().asked()) {
            meaning(asked, task.images()).ifPresent(it -> values.put(asked, it));
        }
        return options().train().filled(values);
    }

    /** Threads and devices may be others when a run goes on. */
    private static Optional<String> meaning(Placeholder asked, Images images) {
        return switch (asked) {
            case COCO, VOC, YOLO -> Optional.of(DatasetHash.of(images.labeled()));
            case POOL -> Optional.of(DatasetHash.of(images.unlabeled()));
            case THREADS, DEVICE -> Optional.of("");
            default -> Optional.empty();
        };
    }

    private CommandOptions options() {
        return programs.options();
    }

    private Map<Placeholder, String> values(Task task, Path out) {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.OUT, out.toString());
        values.put(Placeholder.WEIGHTS, TrainedCommand.weightsIn(out, options()).toString());
        values.put(Placeholder.MODEL, out.resolve(options().model()).toString());
        values.put(Placeholder.SEED, Integer.toString(seed(task)));
        values.put(Placeholder.CYCLE, Integer.toString(task.cycle()));
        values.put(Placeholder.EPOCHS, Integer.toString(recipe.epochs()));
        values.put(Placeholder.BATCH, Integer.toString(recipe.batchSize()));
        values.put(Placeholder.START, start(task));
        return values;
    }

    /** Not negative, and small enough for any program. */
    private static int seed(Task task) {
        return (int) (task.seed() >>> 33);
    }

    private String start(Task task) {
        Path first = setup.first().detector();
        Previous previous = task.previous();
        if (previous != null) {
            return weightsOf(previous.weights());
        }
        return first == null ? options().start() : weightsOf(first);
    }

    /** Of what another training by a command left, the program wants the weights themselves. */
    static String weightsOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.toString().endsWith(TrainedCommand.ENDING)
                ? TrainedCommand.weightsIn(
                                TrainedCommand.outBeside(absolute),
                                TrainedCommand.read(absolute).options())
                        .toString()
                : absolute.toString();
    }

    private static void require(Path wanted, String step, String key) {
        if (!Files.exists(wanted)) {
            throw new HualeException(wanted + ": " + step + " ended well but left no such file; detector." + key
                    + " says where within {out} it is");
        }
    }

    /** What the programs say goes to the folder of the training. */
    @Override
    public PoolDetector open(Path weights, Set<EvidencePart> wanted) {
        TrainedCommand trained = TrainedCommand.read(weights);
        if (trained.options().opensModel()) {
            DetectorSource source = new DetectorSource(weights, null, DetectorSource.Changes.none(), setup.place());
            return OpenedModel.of(trained, source).openForImages(setup.batchSize(), wanted);
        }
        return new CommandPoolDetector(
                trained,
                weights,
                new CommandPoolDetector.Asking(
                        new Programs(trained.options(), setup.place(), programs.stop()),
                        setup.batchSize(),
                        training(weights),
                        null,
                        () -> {}));
    }

    private static Path training(Path weights) {
        Path folder =
                Objects.requireNonNull(weights.toAbsolutePath().normalize().getParent());
        return folder.resolveSibling("");
    }

    @Override
    public void tidy(Path folder) {
        FileTree.delete(folder.resolve(DATA));
        FileTree.delete(folder.resolve("predict"));
    }
}
