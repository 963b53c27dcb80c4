package org.huale.acquire.learned;

/** Numbers that a mode brings unless the options name their own. */
final class Own {
    /** In options: as the mode has it. */
    static final double MODES = -1;

    private Own() {}

    static double or(double option, double ofMode) {
        return option == MODES ? ofMode : option;
    }

    static int or(int option, int ofMode) {
        return option == (int) MODES ? ofMode : option;
    }

    /** Refuses what is neither the mode's nor in [least, most]. */
    static void requireRange(String name, double value, double least, double most) {
        if (value != MODES && !(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must be in [" + least + ", " + most + "], or -1 for the mode's, got " + value);
        }
    }
}
