package org.huale.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The message of a line of the log as {@link TerminalText}; {@code logback.xml} names it. */
public final class CleanMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return TerminalText.of(super.convert(event));
    }
}
