package org.huale.loop.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of a run, or the folder of a training, with what stands or falls with it. */
record RunItem(RunFiles folder, String name, RunFile kind) {
    /** What was computed with weights, or for a selection, and is made anew with it. */
    private static final String PREDICTIONS = "predictions";

    private static final String GUESSES = "guesses.json";

    /** A training goes as a whole. */
    RunItem(RunFiles folder, String name, RunFile kind) {
        boolean training = kind == RunFile.TRAINING;
        this.folder = folder;
        this.name = training ? RunFile.TRAINED.file() : name;
        this.kind = training ? RunFile.TRAINED : kind;
    }

    Path path() {
        return folder.path(name).toAbsolutePath().normalize();
    }

    /** What is moved, relative to the folder; some of it may not be there. */
    List<String> names() {
        return switch (kind) {
            case TRAINED -> List.of(name, CycleFolder.TRAINING, PREDICTIONS, GUESSES);
            case SELECTION -> List.of(name, PREDICTIONS);
            default -> List.of(name);
        };
    }

    /** Whose sums are forgotten. A choice keeps its own, by which it counts as made until the same is chosen again. */
    List<String> sealed() {
        return switch (kind) {
            case INITIAL, SELECTION -> List.of();
            case TRAINED -> withTraining();
            default -> List.of(name);
        };
    }

    private List<String> withTraining() {
        List<String> sealed = new ArrayList<>(List.of(name));
        sealed.addAll(new TrainingFiles(folder).sealed());
        return sealed;
    }

    /** What belongs to the same step, and is written with it. */
    List<RunItem> step() {
        return switch (kind) {
            case MATCHES -> List.of(this, beside(RunFile.EVALUATION));
            case EVALUATION -> List.of(this, beside(RunFile.MATCHES));
            case SKIPPED -> List.of(this, beside(RunFile.ANNOTATIONS));
            case ANNOTATIONS -> List.of(this, beside(RunFile.SKIPPED));
            case INITIAL_SKIPPED -> List.of(this, beside(RunFile.INITIAL_ANNOTATIONS));
            case INITIAL_ANNOTATIONS -> List.of(this, beside(RunFile.INITIAL_SKIPPED));
            default -> List.of(this);
        };
    }

    private RunItem beside(RunFile other) {
        return new RunItem(folder, other.file(), other);
    }
}
