package org.huale.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What stands in braces in a command, {@code {seed}}, for what HUALE puts in its place. docs/own-trainer.md says what each is. */
public enum Placeholder {
    COCO(Step.TRAIN, Step.PREDICT),
    VOC(Step.TRAIN),
    YOLO(Step.TRAIN),
    POOL(Step.TRAIN),
    START(Step.TRAIN),
    EPOCHS(Step.TRAIN),
    CYCLE(Step.TRAIN),
    IMAGES(Step.PREDICT),
    PREDICTIONS(Step.PREDICT),
    MODEL(Step.TRAIN, Step.EXPORT),
    BATCH(Step.TRAIN, Step.PREDICT),
    SEED(Step.TRAIN, Step.PREDICT),
    OUT(Step.TRAIN, Step.EXPORT, Step.PREDICT),
    WEIGHTS(Step.TRAIN, Step.EXPORT, Step.PREDICT),
    THREADS(Step.TRAIN, Step.EXPORT, Step.PREDICT),
    DEVICE(Step.TRAIN, Step.EXPORT, Step.PREDICT);

    /** What a command is for. */
    public enum Step {
        TRAIN,
        EXPORT,
        PREDICT;

        /** The key of the command. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What such a command may ask for. */
        Set<Placeholder> known() {
            Set<Placeholder> known = EnumSet.allOf(Placeholder.class);
            known.removeIf(it -> !it.steps.contains(this));
            return known;
        }
    }

    private final Set<Step> steps;

    Placeholder(Step... steps) {
        this.steps = EnumSet.copyOf(List.of(steps));
    }

    static Optional<Placeholder> named(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "{" + word() + "}";
    }
}
