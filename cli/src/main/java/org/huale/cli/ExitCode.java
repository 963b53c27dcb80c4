package org.huale.cli;

import org.huale.app.annotate.WatchProgram;

/** What the program's exit codes mean. */
public final class ExitCode {
    public static final int DONE = 0;
    /** A mistake of the program: the stack trace is on stderr. */
    public static final int FAULT = 1;
    /** A mistake of the user: the message says which. */
    public static final int USER_INPUT = 2;
    /** Nothing is wrong, but a person has to annotate, or to bring a detector, before it can go on. */
    public static final int AWAITS_ANNOTATION = 3;
    /** Another process has the folder. Only of processes that this program starts: to a user that is a mistake like others. */
    public static final int BUSY = 4;

    /**
     * Ctrl-C, which the JVM sees to, as it does to 143 on SIGTERM; also where a signal stopped another process of the same training.
     */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** What a process of this program leaves to do that went on with a run. */
    public static WatchProgram.Ending ending(int exitCode) {
        return switch (exitCode) {
            case DONE -> WatchProgram.Ending.DONE;
            case AWAITS_ANNOTATION -> WatchProgram.Ending.WAITS;
            case BUSY -> WatchProgram.Ending.BUSY;
            case USER_INPUT -> WatchProgram.Ending.MISTAKE;
            default -> WatchProgram.Ending.FAULT;
        };
    }
}
