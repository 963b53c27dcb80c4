package org.huale.cli.progress;

import java.io.PrintWriter;
import java.util.Set;

/**
 * Says on stderr how far a long piece of work is: a bar with speed and time left on a terminal, a plain line every so
 * often in a log. Safe for use by many threads.
 */
public interface ProgressReporter extends AutoCloseable {
    /** Set by {@code --quiet}. */
    String QUIET_PROPERTY = "huale.quiet";
    /** Set by the launcher. */
    String TERMINAL_PROPERTY = "huale.terminal";
    /** System properties that processes of this one do not inherit: it alone has the terminal. */
    Set<String> OWN_PROPERTIES = Set.of(TERMINAL_PROPERTY);

    /**
     * @param name what is done, one word or two
     * @param unit what is counted, in the plural
     * @param total how many there are
     */
    record Task(String name, String unit, long total) {
        public Task {
            if (total < 0) {
                throw new IllegalArgumentException("total must not be negative, got " + total);
            }
        }
    }

    /** So many more are done. */
    void advance(long count);

    @Override
    void close();

    static ProgressReporter start(Task task, PrintWriter err) {
        if (isQuiet()) {
            return silent();
        }
        return onTerminal() ? new ProgressOnTerminal(task) : new ProgressInLog(task, err);
    }

    /** Whether no progress is to be shown. */
    static boolean isQuiet() {
        return Boolean.getBoolean(QUIET_PROPERTY);
    }

    /** The launcher tells whether stderr is a terminal; from within, a JVM before 22 cannot know. */
    static boolean onTerminal() {
        return Boolean.getBoolean(TERMINAL_PROPERTY);
    }

    /** Says nothing, for {@code --quiet}. */
    static ProgressReporter silent() {
        return new ProgressReporter() {
            @Override
            public void advance(long count) {}

            @Override
            public void close() {}
        };
    }
}
