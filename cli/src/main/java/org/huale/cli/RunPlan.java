package org.huale.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.huale.loop.LoopOptions;
import org.huale.loop.PlannedSelection;
import org.huale.loop.Pool;

/** What a run would do, cycle by cycle, without doing it. */
record RunPlan(String pool, String test, String strategy, List<Cycle> cycles) {

    /**
     * @param images labeled when the detector is trained
     * @param iterations of the training, about
     * @param evaluated images of the test set
     * @param selected images to annotate
     * @param forwards images that go through the detector for the selection, by view, about
     */
    record Cycle(int cycle, int images, long iterations, int evaluated, int selected, Map<String, Integer> forwards) {}

    static RunPlan of(RunConfig config, RunSession session) {
        List<Cycle> cycles = new ArrayList<>();
        Pool pool = PlannedSelection.begin(session.pool(), config.initial(), config.seed());
        LoopOptions options = config.loop();
        for (int cycle = 0; cycle < options.cycles(); cycle++) {
            PlannedSelection planned = PlannedSelection.of(
                    pool, options.wanted(pool, cycle), config.strategy().strategy());
            int images = pool.labeled().size();
            long batches = (images + config.training().batchSize() - 1L)
                    / config.training().batchSize();
            cycles.add(new Cycle(
                    cycle,
                    images,
                    config.training().totalIterations(batches),
                    session.test().size(),
                    planned.images().size(),
                    planned.forwards()));
            if (planned.images().isEmpty()) {
                break;
            }
            pool = planned.label(pool, cycle);
        }
        return new RunPlan(
                session.pool().name() + ", " + session.pool().size() + " images",
                session.test().name() + ", " + session.test().size() + " images",
                config.strategy().name(),
                cycles);
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            JsonOutput.print(out, this);
            return;
        }
        out.println("Pool: " + pool);
        out.println("Test: " + test);
        out.println("Strategy: " + strategy);
        String row = "%5s %7s %11s %9s %9s  %s";
        out.println(String.format(
                Locale.ROOT, row, "cycle", "images", "iterations", "evaluated", "selected", "forwards for selection"));
        for (Cycle it : cycles) {
            out.println(String.format(
                    Locale.ROOT,
                    row,
                    it.cycle(),
                    it.images(),
                    it.iterations(),
                    it.evaluated(),
                    it.selected(),
                    it.forwards().isEmpty() ? "none" : it.forwards()));
        }
        out.flush();
    }
}
