package org.huale.problem;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs while something is done, at the levels that are on. */
public final class Logged {
    private Logged() {}

    /** What is done meanwhile. */
    @FunctionalInterface
    public interface Deed<E extends Exception> {
        void run() throws E;
    }

    public static <E extends Exception> List<ILoggingEvent> by(Class<?> logging, Deed<E> deed) throws E {
        Logger log = (Logger) LoggerFactory.getLogger(logging);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        log.addAppender(heard);
        try {
            deed.run();
        } finally {
            log.detachAppender(heard);
        }
        return List.copyOf(heard.list);
    }

    /** The messages of one level. */
    public static <E extends Exception> List<String> by(Class<?> logging, Level level, Deed<E> deed) throws E {
        return by(logging, deed).stream()
                .filter(it -> it.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
