package org.huale.acquire.distinct;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Lets a strategy that is asked several times draw the same numbers each time, so that views that are drawn are the views of
 * before and what was found in them is there. The numbers are those of the given generator; only what was drawn is kept.
 */
final class Replay {
    private final Drawn<Integer> ints;
    private final Drawn<Long> longs;

    Replay(RandomGenerator source) {
        this.ints = new Drawn<>(new ArrayList<>(), source::nextInt);
        this.longs = new Drawn<>(new ArrayList<>(), source::nextLong);
    }

    /** Draws from the beginning. */
    RandomGenerator generator() {
        return new FromTheBeginning();
    }

    private record Drawn<T>(List<T> numbers, Supplier<T> source) {

        T at(int position) {
            if (position == numbers.size()) {
                numbers.add(source.get());
            }
            return numbers.get(position);
        }
    }

    /** All other draws are made of these two, as in {@link java.util.SplittableRandom}. */
    private final class FromTheBeginning implements RandomGenerator {
        private int nextInt;
        private int nextLong;

        @Override
        public int nextInt() {
            return ints.at(nextInt++);
        }

        @Override
        public long nextLong() {
            return longs.at(nextLong++);
        }
    }
}
