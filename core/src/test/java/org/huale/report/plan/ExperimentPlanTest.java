package org.huale.report.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.huale.report.curve.Figure;
import org.huale.report.table.RunCsv;
import org.huale.report.table.RunTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPlanTest {
    private static final Figure FIGURE = new Figure("voc", "AP-all-point");

    @TempDir
    private Path folder;

    private static RunHistory run(String strategy, long seed, String config, int cycles) {
        RunSummary summary =
                new RunSummary(strategy + seed, "cells", strategy, "standard", seed, List.of("cell"), config, Map.of());
        List<CycleRecord> records = new ArrayList<>();
        for (int cycle = 0; cycle < cycles; cycle++) {
            records.add(new CycleRecord(cycle, 10, 10, List.of(10), Map.of(), Map.of(), Map.of(), Map.of(), 0, null));
        }
        return new RunHistory(summary, records);
    }

    private static final String CONFIG = "{\"data\": {\"test\": \"voc:/here/cells:test\"}, \"budget\": 20}";

    private static List<RunHistory> made() {
        return List.of(
                run("random", 1, CONFIG, 3),
                run("random", 2, CONFIG, 3),
                run("hua", 1, CONFIG, 3),
                run("hua", 2, CONFIG, 3));
    }

    private ExperimentPlan plan() {
        ExperimentPlan plan = new ExperimentPlan(
                FIGURE.toString(),
                ExperimentPlan.TEST,
                made().stream().map(it -> PlannedRun.of(it.summary(), 3)).toList());
        Path file = folder.resolve("plan.json");
        plan.write(file);
        return ExperimentPlan.read(file);
    }

    @Test
    void nothingDeviatesFromItself() {
        ExperimentPlan plan = plan();
        assertThat(PlanDeviations.of(plan, made(), FIGURE)).isEmpty();
        List<RunHistory> elsewhere = made().stream()
                .map(it -> run(it.summary().strategy(), it.summary().seed(), CONFIG.replace("/here", "/there/too"), 3))
                .toList();
        assertThat(PlanDeviations.of(plan, elsewhere, FIGURE)).isEmpty();
    }

    @Test
    void everyDeviationIsNamed() {
        List<RunHistory> runs = List.of(
                run("random", 1, CONFIG, 3),
                run("random", 7, CONFIG, 3),
                run("hua", 1, CONFIG.replace("20", "30"), 3),
                run("hua", 2, CONFIG.replace("20", "30"), 2),
                run("ppal", 1, CONFIG, 3));
        assertThat(PlanDeviations.of(plan(), runs, new Figure("coco", "AP")))
                .containsExactly(
                        "deviates from the plan: figure voc:AP-all-point was planned, this is coco:AP",
                        "deviates from the plan: hua, standard on cells has other options: budget is 30, planned 20",
                        "deviates from the plan: ppal, standard on cells was not planned (1 runs)",
                        "deviates from the plan: random, standard on cells: seeds missing: 2",
                        "deviates from the plan: random, standard on cells: seeds that were not planned: 7",
                        "deviates from the plan: hua, standard on cells: seeds with fewer cycles than planned: 2");
    }

    @Test
    void anArmThatWasNotRunIsMissing() {
        assertThat(PlanDeviations.of(plan(), made().subList(0, 2), FIGURE))
                .containsExactly("deviates from the plan: hua, standard on cells is missing");
    }

    @Test
    void aDataSetThatWasNotRunIsMissingAsAWhole() {
        List<RunHistory> others = List.of(run("random", 1, CONFIG, 3)).stream()
                .map(it -> new RunHistory(
                        new RunSummary("other", "others", "random", "standard", 1, List.of("cell"), CONFIG, Map.of()),
                        it.cycles()))
                .toList();
        assertThat(PlanDeviations.of(plan(), others, FIGURE))
                .containsExactly(
                        "deviates from the plan: random, standard on others was not planned (1 runs)",
                        "deviates from the plan: nothing was run on cells, where arms were planned: 2");
    }

    @Test
    void runsOfATableAreComparedToo() throws IOException {
        ExperimentPlan plan = plan();
        List<RunHistory> read = throughATable("", "");
        assertThat(PlanDeviations.of(plan, read, FIGURE)).isEmpty();
        List<RunHistory> others = throughATable("(hua,standard.*)20", "$130");
        assertThat(PlanDeviations.of(plan, others, FIGURE))
                .containsExactly(
                        "deviates from the plan: hua, standard on cells has other options: budget is 30, planned 20");
        List<RunHistory> unknown = throughATable("(?m)^[12](,.*?),(\".*\")?$", "$1,");
        assertThat(PlanDeviations.of(plan, unknown, FIGURE))
                .containsExactly("not compared with the plan: the options of 4 runs, which their tables do not tell");
    }

    private List<RunHistory> throughATable(String words, String others) throws IOException {
        String table = new RunCsv(made()).toString();
        return RunTable.read(Files.writeString(folder.resolve("cycles.csv"), table.replaceAll(words, others)));
    }

    @Test
    void aReplicateIsADrawOfItsOwn() {
        String second = CONFIG.replaceFirst("\\{", "{\"strategy\": {\"replicate\": 2}, ");
        List<RunHistory> runs = new ArrayList<>(made());
        runs.add(run("random", 1, second, 3));
        assertThat(PlanDeviations.of(plan(), runs, FIGURE))
                .containsExactly("deviates from the plan: random, standard on cells: seeds that were not planned: 1"
                        + " (replicate 2)");
    }

    @Test
    void aPlanIsNotReplaced() {
        ExperimentPlan plan = plan();
        assertThatThrownBy(() -> plan.write(folder.resolve("plan.json")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> ExperimentPlan.read(folder.resolve("none.json")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("none.json: does not exist");
    }
}
