package org.huale.acquire.learned;

/** Numbers that a mode brings unless the options name their own. */
final class ModeDefault {
    /** In options: as the mode has it. */
    static final double UNSET = -1;

    private ModeDefault() {}

    static double or(double option, double ofMode) {
        return option == UNSET ? ofMode : option;
    }

    static int or(int option, int ofMode) {
        return option == (int) UNSET ? ofMode : option;
    }

    /** Refuses what is neither the mode's nor in [least, most]. */
    static void requireRange(String name, double value, double least, double most) {
        if (value != UNSET && !(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must be in [" + least + ", " + most + "], or -1 for the mode's, got " + value);
        }
    }
}
