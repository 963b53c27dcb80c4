package org.huale.report.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.metric.Evaluation;

/** Runs made up for tests: two classes, 50 images at first and 50 a cycle. */
public record SyntheticRuns(String dataset, String strategy, String loss, String config) {

    public static SyntheticRuns of(String strategy, String loss) {
        return new SyntheticRuns("shapes", strategy, loss, "{\"budget\": 50}");
    }

    /** A run with these values of the main figure, one for each cycle, and so many boxes in an image. */
    public RunHistory run(long seed, int boxesInAnImage, double... values) {
        RunSummary summary = new RunSummary(
                strategy + "-" + loss + "-" + seed,
                dataset,
                strategy,
                loss,
                seed,
                List.of("disk", "star, big"),
                config,
                Map.of("commit", "none"));
        List<CycleRecord> cycles = new ArrayList<>();
        for (int cycle = 0; cycle < values.length; cycle++) {
            cycles.add(cycle(cycle, boxesInAnImage, values[cycle]));
        }
        return new RunHistory(summary, cycles);
    }

    /** The same run with so many images less in every cycle, as where people set some aside. */
    public static RunHistory less(RunHistory run, int images) {
        List<CycleRecord> cycles = new ArrayList<>();
        for (CycleRecord it : run.cycles()) {
            cycles.add(new CycleRecord(
                    it.cycle(),
                    it.images() - images,
                    it.boxes(),
                    it.boxesPerClass(),
                    it.evaluations(),
                    it.losses(),
                    it.forwards(),
                    it.seconds(),
                    it.peakMegabytes(),
                    it.selection()));
        }
        return new RunHistory(run.summary(), cycles);
    }

    private static CycleRecord cycle(int cycle, int boxesInAnImage, double value) {
        int images = 50 + 50 * cycle;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("AP-eleven-point", value == Evaluation.UNDEFINED ? value : value / 2);
        figures.put("AP-all-point", value);
        Evaluation voc = new Evaluation("voc", new Evaluation.Counts(9, 9, 0, 9), figures, List.of(), List.of());
        return new CycleRecord(
                cycle,
                images,
                images * boxesInAnImage,
                List.of(images * boxesInAnImage / 2, images * boxesInAnImage / 2),
                Map.of("voc", voc),
                Map.of("box", 0.5),
                Map.of("original", 150),
                Map.of("train", 12.5),
                900,
                null);
    }
}
