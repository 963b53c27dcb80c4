package org.huale.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceOrderTest {
    private static final int COUNT = 3000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderIsThatOfAStableSort(long seed) {
        Random random = new Random(seed);
        assertOrder(i -> random.nextDouble());
        assertOrder(i -> random.nextGaussian() * 1e10);
        assertOrder(i -> random.nextInt(7) / 7.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbersThatDifferInTheLastBitOnlyAreToldApart(long seed) {
        Random random = new Random(seed);
        assertOrder(i -> 0.5 + random.nextInt(8) * Math.ulp(0.5));
        assertOrder(i -> (double) (i % 300) + random.nextInt(8) * Math.ulp(256.0));
    }

    @Test
    void bothZerosAreEqual() {
        assertThat(ConfidenceOrder.descending(new double[] {-0.0, 0.0, -1, -0.0}))
                .containsExactly(0, 1, 3, 2);
    }

    @Test
    void noneAndOneAreInOrder() {
        assertThat(ConfidenceOrder.descending(new double[0])).isEmpty();
        assertThat(ConfidenceOrder.descending(new double[] {7})).containsExactly(0);
    }

    private static void assertOrder(IntToDoubleFunction number) {
        double[] values = IntStream.range(0, COUNT).mapToDouble(number).toArray();
        int[] expected = IntStream.range(0, COUNT)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(ConfidenceOrder.descending(values))
                .as("order of %s...", DoubleStream.of(values).limit(3).boxed().toList())
                .isEqualTo(expected);
    }
}
