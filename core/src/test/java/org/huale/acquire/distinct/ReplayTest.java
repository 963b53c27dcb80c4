package org.huale.acquire.distinct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.huale.laws.SeededLaw;

class ReplayTest {

    @SeededLaw
    void theFirstDrawsAreThoseOfTheGenerator(long seed) {
        assertThat(draws(new Replay(new SplittableRandom(seed)).generator(), 40))
                .isEqualTo(draws(new SplittableRandom(seed), 40));
    }

    @SeededLaw
    void laterDrawsAreTheSameAndGoOn(long seed) {
        Replay replay = new Replay(new SplittableRandom(seed));
        List<Number> first = draws(replay.generator(), 20);
        assertThat(draws(replay.generator(), 40)).startsWith(first.toArray(Number[]::new));
        assertThat(draws(replay.generator(), 60))
                .startsWith(draws(new SplittableRandom(seed), 60).toArray(Number[]::new));
    }

    private static List<Number> draws(RandomGenerator random, int rounds) {
        List<Number> draws = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            draws.add(random.nextLong());
            draws.add(random.nextDouble());
            draws.add(random.nextInt(1000));
            draws.add(random.nextInt(i, 100));
            draws.add(random.nextGaussian());
            draws.add(random.nextBoolean() ? 1 : 0);
        }
        return draws;
    }
}
