package org.huale.app.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.problem.HualeException;

/**
 * One of several machines' share of a benchmark.
 *
 * @param number from 1
 */
public record Shard(int number, int of) {
    private static final Pattern WORD = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /**
     * @param word such as {@code 2/3}
     * @throws HualeException where it is no share
     */
    public static Shard parse(String word) {
        Matcher matcher = WORD.matcher(word.strip());
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            int of = Integer.parseInt(matcher.group(2));
            if (number >= 1 && number <= of) {
                return new Shard(number, of);
            }
        }
        throw new HualeException("--shard must be i/n with 1 <= i <= n, such as 2/3, got " + word);
    }

    /**
     * The share's cells in their order. The shares of all numbers are all cells, each once. Cells with the same first
     * cycle stay together unless there are fewer first cycles than shares.
     */
    public List<BenchmarkCell> of(List<BenchmarkCell> cells) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        cells.forEach(cell -> shares.putIfAbsent(cell.first(), shares.size() % of));
        if (shares.size() >= of) {
            return cells.stream()
                    .filter(cell -> shares.getOrDefault(cell.first(), 0) == number - 1)
                    .toList();
        }
        int from = (int) ((number - 1L) * cells.size() / of);
        int to = (int) ((long) number * cells.size() / of);
        return cells.subList(from, to);
    }
}
