package org.huale.cli.benchmark;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.huale.app.benchmark.BenchmarkPlanReport;
import org.huale.cli.JsonOutput;

/** What a benchmark would do, for people or programs. */
record BenchmarkPlanTable(BenchmarkPlanReport report) {

    void tell(PrintWriter out, boolean json) {
        if (json) {
            JsonOutput.print(out, report);
        } else {
            print(out);
            out.flush();
        }
    }

    private void print(PrintWriter out) {
        report.datasets()
                .forEach(it -> out.println(it.dataset() + ": pool " + words(it.pool()) + "; test " + words(it.test())
                        + "; " + it.labeled().get(0) + " to " + it.labeled().get(1) + " images labeled in "
                        + it.cycles() + " cycles"));
        out.println();
        String row = "%-14s %-18s %-14s %5s %11s  %s";
        out.println(String.format(
                Locale.ROOT, row, "data set", "strategy", "loss", "runs", "iterations", "forward passes"));
        report.arms()
                .forEach(it -> out.println(String.format(
                        Locale.ROOT,
                        row,
                        it.dataset(),
                        it.strategy(),
                        it.loss(),
                        it.runs(),
                        it.iterations(),
                        it.forwards() == null ? "unknown" : it.forwards().isEmpty() ? "none" : it.forwards())));
        out.println("Iterations and forwards are those of one run, about, without the first training.");
        printStates(out, "First trainings, each shared", report.firsts());
        printStates(out, "Cells", report.cells());
    }

    private static void printStates(PrintWriter out, String title, List<BenchmarkPlanReport.State> states) {
        out.println();
        out.println(title + ": " + states.size());
        states.forEach(it -> out.println("  " + it.name() + ": " + words(it)));
    }

    private static String words(BenchmarkPlanReport.State state) {
        if (state.cyclesDone() == 0) {
            return "to do";
        }
        return state.cyclesDone() == state.cycles()
                ? "done"
                : state.cyclesDone() + " of " + state.cycles() + " cycles done";
    }

    private static String words(BenchmarkPlanReport.Images images) {
        return images.name() + ", " + images.images() + " images, " + images.boxes() + " boxes";
    }
}
