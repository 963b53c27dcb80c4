package org.huale.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key with nothing behind it is a slip of the pen: the message names it. */
final class EmptyKeysTest {
    record Inner(String word, @Nullable String note) {}

    record Outer(List<Inner> parts, int count, Inner one, List<List<Double>> numbers) {
        Outer {
            numbers = numbers.stream().map(List::copyOf).toList();
        }
    }

    private static final Outer DEFAULTS =
            new Outer(List.of(new Inner("a", null)), 3, new Inner("b", null), List.of(List.of(1.0)));

    @ParameterizedTest
    @ValueSource(strings = {"parts", "count", "one", "one.word"})
    void isNamed(String key) {
        assertThatThrownBy(() -> new Settings().assignment(key + "=null").into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(key + ": has no value");
    }

    @Test
    void withinAListIsNamed() {
        assertThatThrownBy(
                        () -> new Settings().assignment("numbers=[[null, 2]]").into(DEFAULTS))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("numbers: a value in it is missing");
    }

    @Test
    void mayStayEmptyWhereTheDefaultIs() {
        assertThat(new Settings().assignment("one.note=null").into(DEFAULTS)).isEqualTo(DEFAULTS);
    }

    @Test
    void missingValuesOfRecordsAreFound() {
        assertThat(MissingValue.in(DEFAULTS)).isEmpty();
        Outer broken = ConfigJson.read(
                "{\"parts\": [{\"word\": \"a\"}, {\"note\": \"b\"}], \"count\": 1, \"one\": {\"word\": \"a\"}, \"numbers\": []}",
                Outer.class);
        assertThat(MissingValue.in(broken)).contains("parts[1].word");
    }
}
