package org.huale.detect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.frozen.ThumbnailDescriber;
import org.huale.image.format.ImageIoReader;
import org.jspecify.annotations.Nullable;

/** Trains detectors and opens them. The same task gives the same weights, in one go or stopped and gone on with. */
public interface DetectorTrainer {

    /**
     * What is to be trained.
     *
     * @param cycle of the run, from 0
     * @param images to train with
     * @param folder where the training keeps its files; it goes on from what it finds there
     * @param previous what the cycle before left, null where there is none or where it is not to be used
     * @param seed of all its randomness
     * @param companions trained beside the detector
     */
    record Task(
            int cycle, Images images, Path folder, @Nullable Previous previous, long seed, List<Companion> companions) {

        public Task {
            companions = List.copyOf(companions);
        }
    }

    /**
     * What the cycle before left.
     *
     * @param weights that {@link #train} left
     * @param names by which these weights know the classes of the task, in their order; empty where classes were added or
     *     merged since
     */
    record Previous(Path weights, Optional<ClassNames> names) {}

    /**
     * @param labeled images with the annotations that may be known, and no others
     * @param unlabeled the rest of the pool, without annotations, for companions that learn from it
     * @param initial those of the labeled that the first detector learned from, the same for all detectors of a run, in the
     *     classes of then too
     */
    record Images(Dataset labeled, Dataset unlabeled, Dataset initial) {}

    /**
     * How it ended.
     *
     * @param complete false where it was asked to stop; the same task goes on
     * @param weights after the last step; in a folder of their own within that of the task, a benchmark can delete them
     * @param losses mean of each term over the last epoch, by name
     */
    record Outcome(boolean complete, Path weights, Map<String, Double> losses) {}

    /**
     * Trains, or goes on.
     *
     * @throws org.huale.detect.training.AwaitedFileException where somebody has to bring a file first
     */
    Outcome train(Task task);

    /**
     * Opens weights that {@link #train} left.
     *
     * @param wanted parts of the evidence that detections are to carry, as in {@link Detector#detection}
     */
    PoolDetector open(Path weights, Set<EvidencePart> wanted);

    /**
     * Opens weights that {@link #train} left where somebody else does it, such as on other machines; what it returns finds the
     * same as what {@link #open} does.
     *
     * @param opening opens the file as anybody would who does not know the trainer
     */
    default PoolDetector openElsewhere(Supplier<PoolDetector> opening, Path weights) {
        return opening.get();
    }

    /**
     * Called before the detector of a cycle at hand is opened.
     *
     * @throws org.huale.problem.HualeException where weights that {@link #train} left were made from something that has changed
     *     since
     */
    default void requireAsTrained(Path weights) {}

    /**
     * Describes images by the weights that trainings begin with, which no training of the run changes; by thumbnails where these
     * are random, or the kind knows no such thing.
     */
    default ImageDescriber describer() {
        return new ThumbnailDescriber(ImageIoReader.defaults());
    }

    /** A detector that is there before the first is trained, which finds in these classes; empty where there is none. */
    default Optional<PoolDetector> beforehand(ClassNames classes) {
        return Optional.empty();
    }

    /** Deletes what a finished training left only to be gone on with; its weights stay. Nothing if that is gone already. */
    default void tidy(Path folder) {}
}
