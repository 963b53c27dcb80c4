package org.huale.cli.benchmark;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.huale.app.benchmark.BenchmarkCell;
import org.huale.app.benchmark.BenchmarkMatrix;
import org.huale.app.benchmark.Shard;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Which cells of a benchmark are asked for.
 *
 * @param shard one of several shares of them, {@code 1/4}; null for all
 * @param only patterns of which a cell's name, or its part after the /, matches one; empty for all
 */
record CellChoice(@Nullable String shard, List<String> only) {

    /** @throws HualeException where no cell matches, or the shard or a pattern is none */
    List<BenchmarkCell> of(BenchmarkMatrix matrix) {
        List<BenchmarkCell> cells =
                shard == null ? matrix.cells() : Shard.parse(shard).of(matrix.cells());
        if (only.isEmpty()) {
            return cells;
        }
        List<PathMatcher> matchers = only.stream().map(CellChoice::matcher).toList();
        List<BenchmarkCell> chosen =
                cells.stream().filter(cell -> matches(cell, matchers)).toList();
        if (chosen.isEmpty()) {
            throw new HualeException("--only " + String.join(" --only ", only) + ": matches none of " + cells.size()
                    + " cells, such as " + matrix.cells().get(0).name());
        }
        return chosen;
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new HualeException("--only " + glob + ": " + e.getDescription(), e);
        }
    }

    private static boolean matches(BenchmarkCell cell, List<PathMatcher> matchers) {
        Path name = Path.of(cell.name());
        return matchers.stream().anyMatch(it -> it.matches(name) || it.matches(name.getFileName()));
    }
}
