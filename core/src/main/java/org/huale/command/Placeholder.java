package org.huale.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What stands in braces in a command, {@code {seed}}, for what HUALE puts in its place. docs/own-trainer.md says what each is. */
public enum Placeholder {
    COCO,
    VOC,
    YOLO,
    POOL,
    START,
    EPOCHS,
    CYCLE,
    IMAGES,
    PREDICTIONS,
    MODEL,
    BATCH,
    SEED,
    OUT,
    WEIGHTS,
    THREADS,
    DEVICE;

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
            return switch (this) {
                case TRAIN -> EnumSet.complementOf(EnumSet.of(IMAGES, PREDICTIONS));
                case EXPORT -> EnumSet.of(MODEL, OUT, WEIGHTS, THREADS, DEVICE);
                case PREDICT -> EnumSet.of(COCO, IMAGES, PREDICTIONS, BATCH, SEED, OUT, WEIGHTS, THREADS, DEVICE);
            };
        }
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
