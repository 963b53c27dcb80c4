package org.huale.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever a reading throws is a fault of the file, by its name. */
final class InputFaultTest {
    private static Supplier<String> throwing(Throwable what) {
        return () -> {
            if (what instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) what;
        };
    }

    private static void assertTold(Throwable what, String words) {
        assertThatThrownBy(() -> InputFault.reading("a.json", throwing(what)))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("a.json: ")
                .hasMessageContaining(words)
                .hasCause(what);
    }

    @Test
    void memoryThatRunsOut() {
        assertTold(new OutOfMemoryError("Java heap space"), "takes more memory to read than Java may use here; -Xmx");
    }

    @Test
    void nestingWithoutEnd() {
        assertTold(new StackOverflowError(), "nested too deeply");
    }

    @Test
    void whatNobodyForesaw() {
        assertTold(new IllegalStateException("odd"), "cannot be read: java.lang.IllegalStateException: odd");
    }

    @Test
    void whatACheckSaysStaysAsItIs() {
        HualeException known = new HualeException("b.json: line 3");
        assertThatThrownBy(() -> InputFault.reading("a.json", throwing(known))).isSameAs(known);
        assertThat(InputFault.reading("a.json", () -> "read")).isEqualTo("read");
    }

    @Test
    void otherErrorsAreNobodysFault() {
        Error other = new AssertionError("a mistake of the program");
        assertThatThrownBy(() -> InputFault.reading("a.json", throwing(other))).isSameAs(other);
    }
}
