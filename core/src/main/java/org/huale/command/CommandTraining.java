package org.huale.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.huale.dataset.ClassNames;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Trains by programs of the user's own. */
public final class CommandTraining implements DetectorTraining {
    private static final int USUAL_BATCH = 16;
    private static final String EPOCHS = "training.epochs";

    @Override
    public TrainingRecipe defaults() {
        return new CommandRecipe(0, USUAL_BATCH);
    }

    @Override
    public void check(TrainingSetup setup) {
        options(setup);
        recipe(setup);
        if (setup.first().backbone() != null) {
            throw new IllegalArgumentException("weights.backbone is not for detector: command; weights.detector names a"
                    + " file that detector.train is told as {start}");
        }
    }

    private static CommandOptions options(TrainingSetup setup) {
        if (setup.detector() instanceof CommandOptions options) {
            return options;
        }
        throw new IllegalArgumentException("not a detector of commands: " + setup.detector());
    }

    private static CommandRecipe recipe(TrainingSetup setup) {
        if (setup.training() instanceof CommandRecipe recipe) {
            return recipe;
        }
        throw new IllegalArgumentException("not a training by a command: " + setup.training());
    }

    /** With the folder that programs work in, so that the run can be gone on with from any other. */
    @Override
    public CommandOptions fitted(TrainingSetup setup, Predicate<String> asked) {
        CommandOptions options = options(setup);
        requireComplete(options);
        requireToldEpochs(options, recipe(setup));
        requireToldStart(options, setup.first().detector());
        requireToldBatch(options, recipe(setup));
        return options.in(
                Path.of(options.directory()).toAbsolutePath().normalize().toString());
    }

    private static void requireComplete(CommandOptions options) {
        if (!options.train().isGiven()) {
            throw new HualeException(
                    "detector.train: is missing; it is the program that trains, such as 'python3 train.py"
                            + " {yolo} {out}'");
        }
        if (options.predict().isGiven() == options.opensModel()) {
            throw new HualeException(
                    "detector: exactly one of predict and model must be given; predict is a program that"
                            + " detects, model the ONNX file within {out} that HUALE opens itself");
        }
        if (options.export().isGiven() && !options.opensModel()) {
            throw new HualeException("detector.export: is given, but detector.model does not say which file it makes");
        }
        if (options.train().asksFor(Placeholder.MODEL) && !options.opensModel()) {
            throw new HualeException("detector.train: has {model}, but detector.model names no file");
        }
        requireResults(options);
    }

    private static void requireResults(CommandOptions options) {
        if (options.predict().isGiven() && !options.predict().asksFor(Placeholder.PREDICTIONS)) {
            throw new HualeException(
                    "detector.predict: must have {predictions}, the file that it writes its results to");
        }
        if (options.predict().isGiven()
                && !options.predict().asksFor(Placeholder.IMAGES)
                && !options.predict().asksFor(Placeholder.COCO)) {
            throw new HualeException("detector.predict: must have {images} or {coco}, which say where to detect");
        }
        if (options.opensModel() && !options.evidence().isEmpty()) {
            throw new HualeException("detector.evidence: is of result files; a model tells itself what it has");
        }
    }

    private static void requireToldEpochs(CommandOptions options, CommandRecipe recipe) {
        boolean asks = options.train().asksFor(Placeholder.EPOCHS);
        if (asks && recipe.epochs() == 0) {
            throw new HualeException(EPOCHS + ": is missing; detector.train has {epochs}");
        }
        if (!asks && recipe.epochs() > 0) {
            throw new HualeException(EPOCHS + ": is " + recipe.epochs() + ", but detector.train has no {epochs}");
        }
    }

    private static void requireToldBatch(CommandOptions options, CommandRecipe recipe) {
        if (recipe.batchSize() != USUAL_BATCH && !options.train().asksFor(Placeholder.BATCH)) {
            throw new HualeException(
                    "training.batchSize: is " + recipe.batchSize() + ", but detector.train has no {batch}");
        }
    }

    private static void requireToldStart(CommandOptions options, @Nullable Path detector) {
        boolean asks = options.train().asksFor(Placeholder.START);
        if (asks && (detector == null) == options.start().isEmpty()) {
            throw new HualeException("detector.train has {start}; exactly one of weights.detector, a file, and"
                    + " detector.start, any word, must say what that is");
        }
        if (!asks && (detector != null || !options.start().isEmpty())) {
            throw new HualeException("detector.train: has no {start}, but weights.detector or detector.start is given");
        }
    }

    @Override
    public void require(TrainingSetup setup, Wish wish) {
        CommandOptions options = options(setup);
        if (wish.warmStart() && !options.train().asksFor(Placeholder.START)) {
            throw new HualeException(
                    "weights.mode: is previous, but detector.train has no {start}, the weights to begin" + " with");
        }
        if (!wish.companions().isEmpty()) {
            throw new HualeException(
                    "strategy: it wants " + wish.companions() + " to be trained beside the detector, which"
                            + " HUALE's own detectors can do and a program cannot");
        }
        if (options.opensModel()) {
            opener(options).ifPresent(it -> requireEvidence(it, wish));
        } else {
            requireEvidence(options, wish);
            requireVectors(wish);
        }
    }

    /** The kind of detectors that the model is of, where its name says so; there is no file yet. */
    private static Optional<DetectorProvider> opener(CommandOptions options) {
        return options.opensModel() ? DetectorProviders.byName(Path.of("{out}", options.model())) : Optional.empty();
    }

    private static void requireEvidence(DetectorProvider opener, Wish wish) {
        EvidencePart.lacking(wish.needs(), opener.evidence()).ifPresent(parts -> {
            throw new HualeException("strategy: it needs " + parts + " of detections, which no detector of the kind "
                    + opener.kind() + ", as detector.model is one, gives; HUALE's own detectors do");
        });
    }

    private static void requireEvidence(CommandOptions options, Wish wish) {
        EvidencePart.lacking(wish.needs(), options.parts()).ifPresent(parts -> {
            throw new HualeException("strategy: it needs " + parts + " of detections, but detector.evidence says "
                    + options.evidence() + ". Class distributions: let detector.predict write 'probabilities' with each"
                    + " entry and say detector.evidence: [probabilities]; or say [scores] to take a score for the"
                    + " probability of its class. More than that has a model that HUALE opens itself (detector.model, an"
                    + " ONNX file)");
        });
    }

    private static void requireVectors(Wish wish) {
        if (!wish.vectors().isEmpty()) {
            throw new HualeException("strategy: it compares images by vectors of them, " + new TreeSet<>(wish.vectors())
                    + ", which no result file has; pooled-features has a model that HUALE opens itself (detector.model,"
                    + " an ONNX file with features.maps in the file beside it), and HUALE's own detectors");
        }
    }

    /**
     * The programs must be there, also those that come after hours of training: their words cannot be changed then. So must the file
     * that training begins with. What it leaves is opened where the programs are told to compute.
     */
    @Override
    public void rehearse(TrainingSetup setup, ClassNames classes, Wish wish) {
        Programs programs = new Programs(options(setup), setup.place(), () -> false);
        for (Placeholder.Step step : Placeholder.Step.values()) {
            programs.require(step);
        }
        Path start = setup.first().detector();
        if (start != null && !Files.exists(Path.of(CommandTrainer.weightsOf(start)))) {
            throw new HualeException(start + ": does not exist; detector.train is told it as {start}");
        }
        opener(options(setup)).ifPresent(it -> requirePlace(it, setup.place()));
    }

    private static void requirePlace(DetectorProvider opener, DetectorSource.Place place) {
        try {
            opener.requirePlace(place);
        } catch (HualeException e) {
            throw new HualeException(
                    e.getMessage() + ". HUALE opens detector.model there, too; where the programs alone are to"
                            + " compute elsewhere, write that into them in place of {device} and leave the key device"
                            + " out",
                    e);
        }
    }

    /** Of what another training by a command left, the weights themselves. */
    @Override
    public Optional<Path> start(TrainingSetup setup) {
        return DetectorTraining.super.start(setup).map(file -> Path.of(CommandTrainer.weightsOf(file)));
    }

    @Override
    public DetectorTrainer trainer(TrainingSetup setup, TrainingListener listener, StopSignal stop) {
        Programs programs = new Programs(options(setup), setup.place(), stop::raised);
        return new CommandTrainer(setup, programs, recipe(setup));
    }
}
