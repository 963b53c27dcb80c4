package org.huale.detect.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.huale.config.Settings;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.detect.Companion;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;

/** How detectors of one kind are trained, in runs and one by one. */
public interface DetectorTraining {

    /** Whether anything is trained; where not, somebody else does that, and runs take what is there. */
    default boolean learns() {
        return true;
    }

    /** How a run trains where nobody asks for something else; a record, whose class is that of all its recipes. */
    TrainingRecipe defaults();

    /** How a single detector is trained where nobody asks for something else. */
    default TrainingRecipe singleDefaults() {
        return defaults();
    }

    /** Names that the key {@code training.loss} takes; empty where the recipe has no such key. */
    default List<String> losses() {
        return List.of();
    }

    /** A frozen configuration, with what it meant when it was written for keys that there were not yet. */
    default Settings completed(Settings written) {
        return written;
    }

    /** @throws IllegalArgumentException where parts of the setup do not fit each other, or are of another kind */
    void check(TrainingSetup setup);

    /**
     * Called when all is decided and nothing is trained yet, also where a run is gone on with.
     *
     * @param wish of the run
     * @throws org.huale.problem.HualeException where detectors so trained can never fulfil it
     */
    default void require(TrainingSetup setup, Wish wish) {}

    /**
     * Called where a run begins. One that is there goes on as it began.
     *
     * @param wish of the run, which can be fulfilled
     * @throws org.huale.problem.HualeException where it would be, and nobody had anything of it
     */
    default void requireUseful(TrainingSetup setup, Wish wish) {}

    /**
     * What a run wants of its detectors.
     *
     * @param needs of its strategy, as parts of the evidence
     * @param vectors of whole images that its strategy needs
     * @param companions to be trained beside them
     * @param warmStart whether trainings begin with the weights of the cycle before
     */
    record Wish(Set<EvidencePart> needs, Set<String> vectors, List<Companion> companions, boolean warmStart) {

        /** Of a strategy that needs no vectors. */
        public Wish(Set<EvidencePart> needs, List<Companion> companions, boolean warmStart) {
            this(needs, Set.of(), companions, warmStart);
        }
    }

    /**
     * Looks at what a run is about to begin with, so that what would end its first cycle is said before; nothing where all comes
     * of the training.
     *
     * @param classes of the data set, of which there may be none yet
     * @throws org.huale.problem.HualeException where the first cycle could not have its detector
     */
    default void rehearse(TrainingSetup setup, ClassNames classes, Wish wish) {}

    /**
     * Called where a run begins, not where it is only planned, as that may be on another machine. Checks the device and everything
     * that the first training begins with.
     *
     * @param classes as of {@link #rehearse}
     * @throws org.huale.problem.HualeException where the first training could not begin here
     */
    default void requireBeginning(TrainingSetup setup, ClassNames classes) {}

    /** What a first training reads its weights from: the file that is named, or what that stands for. Empty where there is none. */
    default Optional<Path> start(TrainingSetup setup) {
        return Optional.ofNullable(setup.first().detector());
    }

    /** The file that the detector of a cycle is to come as; empty where it is trained. */
    default Optional<Path> awaited(TrainingSetup setup, int cycle) {
        return Optional.empty();
    }

    /**
     * The detector's options, with what follows from the rest of the setup in place of what nobody asked for.
     *
     * @param asked whether the user gave a value for a key
     */
    default Record fitted(TrainingSetup setup, Predicate<String> asked) {
        return setup.detector();
    }

    /**
     * @param listener hears how each training goes
     * @param stop ends a training after the iteration at hand
     */
    DetectorTrainer trainer(TrainingSetup setup, TrainingListener listener, StopSignal stop);

    /**
     * Trains single detectors, with a look at the validation images on the way. Empty where they are trained as in the first
     * cycle of a run, by {@link #trainer}, and judged at the end.
     */
    default Optional<SingleTraining.Trainer> singleTrainer(
            TrainingSetup setup, TrainingListener listener, StopSignal stop) {
        return Optional.empty();
    }

    /** What is to be expected of a training on such images; empty where nothing can be said. */
    default Optional<TrainingForecast> forecast(TrainingSetup setup, Dataset images) {
        return Optional.empty();
    }
}
