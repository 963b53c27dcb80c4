package org.huale.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.image.ImageReader;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.storage.TemporaryFolder;

/** Opens and trains detectors of programs of the user's own, whose weights are a file ending in {@code .command.json}. */
public final class CommandProvider implements DetectorProvider {
    private static final String NAME = "command";

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public List<String> models() {
        return List.of(NAME);
    }

    @Override
    public boolean claims(Path weights) {
        return weights.toString().endsWith(TrainedCommand.ENDING);
    }

    @Override
    public Detector open(DetectorSource source) {
        TrainedCommand trained = TrainedCommand.read(source.weights());
        if (trained.options().opensModel()) {
            return OpenedModel.of(trained, source).open();
        }
        return new CommandDetector(program(trained, source, 1));
    }

    /** The log of its programs lies in a folder of its own, which stays where one of them fails. */
    @Override
    public PoolDetector openForImages(DetectorSource source, int batchSize, Set<EvidencePart> wanted) {
        TrainedCommand trained = TrainedCommand.read(source.weights());
        return trained.options().opensModel()
                ? OpenedModel.of(trained, source).openForImages(batchSize, wanted)
                : program(trained, source, batchSize);
    }

    /** Of a model, what its own kind says. */
    @Override
    public String described(DetectorSource source) {
        TrainedCommand trained = TrainedCommand.read(source.weights());
        return trained.options().opensModel()
                ? OpenedModel.of(trained, source).described()
                : DetectorProvider.super.described(source);
    }

    private static CommandPoolDetector program(TrainedCommand trained, DetectorSource source, int batchSize) {
        requireKnown(source);
        TemporaryFolder folder = temporary();
        Programs programs = new Programs(trained.options(), source.place(), () -> false);
        return new CommandPoolDetector(
                trained,
                source.weights(),
                new CommandPoolDetector.Asking(
                        programs,
                        batchSize,
                        folder.path(),
                        source.changes().minConfidence(),
                        () -> closeUnlessFailed(folder)));
    }

    private static TemporaryFolder temporary() {
        try {
            return TemporaryFolder.make("huale-predict-");
        } catch (IOException e) {
            throw new HualeException("no folder for the files of detector.predict can be made: " + e.getMessage(), e);
        }
    }

    private static void closeUnlessFailed(TemporaryFolder folder) {
        String[] failed = folder.path().resolve("predict").toFile().list();
        if (failed != null && failed.length > 0) {
            folder.keep();
        }
        folder.close();
    }

    /** Sizes and batch norm are the program's own. */
    private static void requireKnown(DetectorSource source) {
        DetectorSource.Changes changes = source.changes();
        if (changes.minSize() != null || changes.maxSize() != null || changes.batchNormEpsilon() != null) {
            throw new HualeException(
                    source.weights() + ": --min-size, --max-size and --batch-norm-epsilon are not for a"
                            + " detector that a program of your own runs; detector.predict says how images are resized");
        }
    }

    /** It is a folder of whatever programs left, with their paths on this machine. */
    @Override
    public boolean travels() {
        return false;
    }

    @Override
    public ImageReader reader() {
        return ImageIoReader.defaults();
    }

    @Override
    public CommandOptions options(String model) {
        return CommandOptions.defaults();
    }

    @Override
    public Optional<DetectorTraining> training() {
        return Optional.of(new CommandTraining());
    }
}
