package org.huale.loop.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.problem.HualeException;

/** What the files of a run say, whether or not a process works on it. */
public record RunContents(RunFiles files) {
    static final String PROVENANCE = "provenance.json";
    static final String DATA = "data.json";
    public static final String INITIAL = "initial.json";
    public static final String INITIAL_ANNOTATIONS = "initial-annotations.json";
    static final String CYCLE = "cycle-";

    /** @throws HualeException where it is missing or damaged */
    RunProvenance provenance() {
        return files.read(PROVENANCE, RunProvenance.class)
                .orElseThrow(() -> new HualeException(files.path(PROVENANCE) + ": is missing"));
    }

    CycleFolder cycle(int number) {
        return new CycleFolder(files.in(CYCLE + number));
    }

    /** Of the cycles that have ended, in order. */
    List<CycleRecord> records() {
        List<CycleRecord> records = new ArrayList<>();
        Optional<CycleRecord> next = cycle(0).record();
        while (next.isPresent()) {
            records.add(next.get());
            next = cycle(records.size()).record();
        }
        return records;
    }

    /** How many cycles have ended, without reading them. */
    int ended() {
        int ended = 0;
        while (cycle(ended).hasEnded()) {
            ended++;
        }
        return ended;
    }

    /** @throws HualeException where a file is damaged */
    RunHistory history() {
        RunProvenance provenance = provenance();
        String config = RunJson.text(provenance.config());
        return new RunHistory(provenance.summary(config, FirstCycle.shared(files)), records(), files.path(""));
    }
}
