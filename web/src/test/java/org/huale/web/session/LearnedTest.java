package org.huale.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnedTest {
    private static Learned learned(Object... boxes) {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (int i = 0; i < boxes.length; i += 2) {
            all.put((String) boxes[i], (Integer) boxes[i + 1]);
        }
        return new Learned(10, all);
    }

    @Test
    void namesTheThreeShortestClasses() {
        assertThat(learned("a", 3, "b", 90, "c", 1, "d", 19, "e", 2).shortage())
                .hasValue("Few boxes so far: c (1), e (2), a (3); 23 is the average of a class.");
    }

    @Test
    void hasNothingToSayWhereClassesAreAlike() {
        assertThat(learned("a", 10, "b", 20, "c", 15).shortage()).isEmpty();
        assertThat(learned("a", 4).shortage()).isEmpty();
        assertThat(learned("a", 0, "b", 0).shortage()).isEmpty();
        assertThat(learned().shortage()).isEmpty();
    }
}
