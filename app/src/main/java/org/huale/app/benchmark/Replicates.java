package org.huale.app.benchmark;

import java.util.List;
import java.util.stream.IntStream;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.random.RandomStrategy;

/**
 * Several selections of the strategy {@code random} with one seed: runs that share the initial set and the first cycle, and
 * draw each their own images. A control that is their mean brings less noise of its own into every comparison.
 *
 * @param count of selections in all
 */
record Replicates(int count) {

    /** The further cells, {@code random-2} and so on; none of a cell that another strategy selects for, or a certain replicate. */
    List<BenchmarkCell> of(BenchmarkCell cell) {
        boolean first = cell.config().strategy().options() instanceof RandomStrategy.Options options
                && options.replicate() == RandomStrategy.FIRST_REPLICATE;
        return first
                ? IntStream.rangeClosed(RandomStrategy.FIRST_REPLICATE + 1, count)
                        .mapToObj(replicate -> replicate(cell, replicate))
                        .toList()
                : List.of();
    }

    private static BenchmarkCell replicate(BenchmarkCell cell, int replicate) {
        StrategyChoice drawn =
                new StrategyChoice(cell.config().strategy().name(), new RandomStrategy.Options(replicate));
        return new BenchmarkCell(
                cell.dataset(),
                cell.strategy() + "-" + replicate,
                cell.loss(),
                cell.config().selectedBy(drawn),
                cell.first());
    }
}
