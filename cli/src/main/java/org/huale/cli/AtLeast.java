package org.huale.cli;

import org.huale.problem.HualeException;

/** Refuses numbers of options that are too small. */
public final class AtLeast {

    private AtLeast() {}

    public static void zero(String option, int value) {
        require(option, value, 0);
    }

    public static void one(String option, int value) {
        require(option, value, 1);
    }

    private static void require(String option, int value, int least) {
        if (value < least) {
            throw new HualeException(option + " must be at least " + least + ", got " + value);
        }
    }
}
