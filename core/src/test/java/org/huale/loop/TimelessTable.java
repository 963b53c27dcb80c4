package org.huale.loop;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of a run's cycles without what differs each time. */
public final class TimelessTable {
    private TimelessTable() {}

    /** @param text of a {@code cycles.csv}; its rows come back but for times and memory */
    public static String of(String text) {
        List<List<String>> rows =
                text.lines().map(row -> List.of(row.split(",", -1))).toList();
        List<Integer> columns = IntStream.range(0, rows.get(0).size())
                .filter(i -> !rows.get(0).get(i).matches("seconds/.+|peak-megabytes"))
                .boxed()
                .toList();
        return rows.stream()
                .map(row -> columns.stream().map(row::get).collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
    }
}
