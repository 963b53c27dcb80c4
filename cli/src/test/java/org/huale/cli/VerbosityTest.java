package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class VerbosityTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Level before = ROOT.getLevel();

    @AfterEach
    void restore() {
        ROOT.setLevel(before);
    }

    @ParameterizedTest
    @CsvSource({"-q, WARN", "--quiet, WARN", "-v, DEBUG", "--debug, TRACE"})
    void holdsForLoggersThatExistedBefore(String option, String level) {
        Logger existed = (Logger) LoggerFactory.getLogger("org.huale.existed");
        Program.run(new StringWriter(), new StringWriter(), "schema", "run", option);
        assertThat(existed.getEffectiveLevel()).isEqualTo(Level.valueOf(level));
    }
}
