package org.huale.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.loop.folder.RunFolder;

/**
 * The file that the detector of a run's cycle at hand comes as, where others train it.
 *
 * @param cycle that has not ended
 * @param file its detector
 * @param isNext whether the run has to have it before anything else
 */
public record GivenDetector(int cycle, Path file, boolean isNext) {

    /**
     * Empty where HUALE trains the run's detectors.
     *
     * @throws org.huale.problem.HualeException where the run cannot be read
     */
    public static Optional<GivenDetector> of(Path run) {
        int cycle = RunFolder.cyclesEnded(run);
        RunConfig config = new FrozenRun(run).config();
        return config.detector()
                .training()
                .awaited(config.setup(), cycle)
                .map(file -> new GivenDetector(
                        cycle, file, RunFolder.nextToTrain(run).isPresent()));
    }

    /** The one that a run waits for, if it does; none where no run has begun yet. */
    public static Optional<GivenDetector> missing(Path run) {
        return Optional.of(run)
                .filter(RunFolder::holdsRun)
                .flatMap(GivenDetector::of)
                .filter(it -> it.isNext() && !it.isThere());
    }

    public boolean isThere() {
        return Files.exists(file);
    }

    /** A text that changes when the file does. */
    public String state() {
        try {
            return isThere() ? file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) : "";
        } catch (IOException e) {
            return file + " " + e.getMessage() + " " + System.nanoTime();
        }
    }

    /** What the run waits for, for people. */
    public String words() {
        return "cycle " + cycle + " waits for its detector, the file " + file;
    }
}
