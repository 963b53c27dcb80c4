package org.huale.loop.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.metric.resample.TestMatches;
import org.jspecify.annotations.Nullable;

/**
 * A run as far as it has come: what it is, and its cycles in order.
 *
 * @param folder where it was read; null where it was not read from one
 */
public record RunHistory(
        RunSummary summary,
        List<CycleRecord> cycles,
        @Nullable Path folder) {

    public RunHistory {
        cycles = List.copyOf(cycles);
    }

    /** A run without a folder. */
    public RunHistory(RunSummary summary, List<CycleRecord> cycles) {
        this(summary, cycles, null);
    }

    /**
     * What became of the detections in the test images at the end of a cycle; empty where the run kept no such file.
     *
     * @throws org.huale.problem.HualeException where the file is damaged
     */
    public Optional<TestMatches> testMatches(int cycle) {
        return folder == null
                ? Optional.empty()
                : new RunContents(new RunFiles(folder)).cycle(cycle).matches();
    }
}
