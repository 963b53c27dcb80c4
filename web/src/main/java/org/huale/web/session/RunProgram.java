package org.huale.web.session;

import java.util.List;
import org.huale.app.annotate.WatchProgram;

/** The program that works on a run in a process of its own. */
@FunctionalInterface
public interface RunProgram {

    /**
     * Begins to work; the program ends when it is done, when people are to label, or when it fails.
     *
     * @param words a command and its arguments, such as {@code resume DIR}
     */
    Working start(List<String> words);

    /** Whether this process is asked to end, as by Ctrl-C, which goes to what it has started, too. */
    default boolean isEnding() {
        return false;
    }

    /** A process at work. */
    interface Working {
        boolean isAlive();

        /** How it ended; only of one that has ended, as the next two. */
        WatchProgram.Ending ending();

        /** Whether a signal ended it. */
        boolean wasStopped();

        /** For messages. */
        int exitCode();

        /** The last line that it said, for the terminal. */
        String lastWords();

        /** Asks it to save and end, and waits a while for that. */
        void stop();
    }
}
