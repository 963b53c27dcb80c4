package org.huale.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void equalArgumentsGiveEqualSeeds() {
        assertThat(new Seeds(7).of("order", 3)).isEqualTo(new Seeds(7).of("order", 3));
    }

    @Test
    void purposesNumbersAndRunsDiffer() {
        Set<Long> seeds = new HashSet<>();
        for (long run = 0; run < 10; run++) {
            for (long number = 0; number < 1000; number++) {
                seeds.add(new Seeds(run).of("order", number));
                seeds.add(new Seeds(run).of("sample", number));
                seeds.add(new Seeds(run).of("sample", number, 0));
            }
        }
        assertThat(seeds).hasSize(30_000);
    }

    /** Run folders of earlier versions go on with the same numbers only while this holds. */
    @Test
    void seedsStayTheSameFromVersionToVersion() {
        assertThat(new Seeds(1).of("order", 0)).isEqualTo(1629058300860683449L);
    }
}
