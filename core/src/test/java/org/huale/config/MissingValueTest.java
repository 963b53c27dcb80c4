package org.huale.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The place of the first null that should not be there. */
final class MissingValueTest {
    private record Leaf(@Nullable String word, @Nullable Integer number) {}

    private record Strict(String word) {}

    private record Tree(
            List<Strict> items,
            Map<String, Strict> named,
            @Nullable Strict maybe) {}

    /** What Jackson leaves where a value is missing. */
    private static Strict hollow() {
        return ConfigJson.read("{}", Strict.class);
    }

    private static final Strict WHOLE = new Strict("a");

    @Test
    void whatMayBeMissingIsNotMissed() {
        assertThat(MissingValue.in(new Leaf(null, null))).isEmpty();
        assertThat(MissingValue.in(new Tree(List.of(WHOLE), Map.of("a", WHOLE), null)))
                .isEmpty();
        assertThat(MissingValue.in(Set.of("a"))).isEmpty();
    }

    @Test
    void theKeyIsThatOfTheFirst() {
        assertThat(MissingValue.in(hollow())).contains("word");
        assertThat(MissingValue.in(new Tree(List.of(WHOLE, WHOLE, hollow()), Map.of("b", hollow()), null)))
                .contains("items[2].word");
    }

    @Test
    void withinMapsAndListsAndWhatMayBeMissing() {
        Map<String, Strict> named = new LinkedHashMap<>();
        named.put("whole", WHOLE);
        named.put("gone", null);
        assertThat(MissingValue.in(new Tree(List.of(), named, null))).contains("named.gone");
        assertThat(MissingValue.in(new Tree(List.of(), Map.of("deep", hollow()), null)))
                .contains("named.deep.word");
        assertThat(MissingValue.in(new Tree(new ArrayList<>(Arrays.asList(WHOLE, null)), Map.of(), null)))
                .contains("items[1]");
        assertThat(MissingValue.in(new Tree(List.of(), Map.of(), hollow()))).contains("maybe.word");
        assertThat(MissingValue.in(List.of(List.of(WHOLE), List.of(WHOLE, hollow()))))
                .contains("[1][1].word");
    }
}
