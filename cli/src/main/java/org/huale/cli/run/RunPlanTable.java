package org.huale.cli.run;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.huale.app.run.RunForecast;
import org.huale.app.run.RunPlan;
import org.huale.cli.JsonOutput;

/** What a run would do, for people or programs. */
record RunPlanTable(RunPlan plan) {
    private static final String ROW = "%5s %7s %11s %9s %9s  %s";

    void tell(PrintWriter out, boolean json) {
        if (json) {
            JsonOutput.print(out, plan);
        } else {
            print(out);
            out.flush();
        }
    }

    private void print(PrintWriter out) {
        out.println("Pool: " + plan.pool());
        out.println("Test: " + plan.test());
        out.println("Initial set: " + plan.initial());
        out.println("Strategy: " + plan.strategy());
        out.println(String.format(
                Locale.ROOT, ROW, "cycle", "images", "iterations", "evaluated", "selected", "forward passes"));
        for (RunPlan.Cycle it : plan.cycles()) {
            out.println(String.format(
                    Locale.ROOT,
                    ROW,
                    it.cycle(),
                    it.images(),
                    it.iterations(),
                    it.evaluated(),
                    it.selected(),
                    it.forwards().isEmpty() ? "none" : it.forwards()));
        }
        if (plan.forecast() != null) {
            print(plan.forecast(), out);
        }
    }

    private static void print(RunForecast forecast, PrintWriter out) {
        out.println(
                forecast.anchors().boxes() == 0
                        ? "Anchors: how well they fit is not known before anything is annotated"
                        : "Anchors, on " + forecast.images() + ": " + forecast.anchors());
        if (forecast.warning() != null) {
            out.println("  warning: " + forecast.warning());
        }
        if (forecast.unmeasured() != null) {
            out.println("Minutes a cycle: not estimated; " + forecast.unmeasured());
        }
        if (!forecast.minutes().isEmpty()) {
            out.println("Minutes a cycle, estimated on noise on this machine as it is now: "
                    + forecast.minutes().stream()
                            .map(it -> String.format(Locale.ROOT, "%.1f", it))
                            .collect(Collectors.joining(", ")));
        }
    }
}
