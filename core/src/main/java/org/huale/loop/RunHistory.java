package org.huale.loop;

import java.util.List;

/** A run as far as it has come: what it is, and its cycles in order. */
public record RunHistory(RunSummary summary, List<CycleRecord> cycles) {

    public RunHistory {
        cycles = List.copyOf(cycles);
    }
}
