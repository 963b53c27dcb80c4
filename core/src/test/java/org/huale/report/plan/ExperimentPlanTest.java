package org.huale.report.plan;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.huale.report.compare.PilotPower;
import org.huale.report.compare.RunComparison;
import org.huale.report.curve.Figure;
import org.huale.report.table.RunCsv;
import org.huale.report.table.RunTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentPlanTest {
    private static final Figure FIGURE = new Figure("voc", "AP-all-point");
    private static final Path PROTOCOLS = Path.of("../protocols");
    private static final Path RESULTS = Path.of("../docs/results");
    /** What a report writes of runs beside the table of them. */
    private static final Set<String> COMPARISONS = Set.of("differences.csv", "ranks.csv", "savings.csv");
    /** Kept tables of which a report cannot be made. */
    private static final Set<String> UNREADABLE = Set.of(
            "default-of-hua/cycles.csv", // these three tell two arms of hua by the names of their runs alone,
            "rivals-bccd/cycles.csv", // as tables did before they had options
            "rivals-demo/cycles.csv",
            "emphasis/figures.csv", // trainings, not runs
            "ladder/corrections.csv",
            "ladder/ladder.csv",
            "ladder/rivals.csv",
            "ladder/shipped.csv",
            "own-trainer/figures.csv", // without loss and memory
            "final/bounds.csv"); // the folders are gone, and nobody knows how much memory the runs took
    /** Tables beside those of the final experiment that are of other experiments. */
    private static final Set<String> OF_OTHERS =
            Set.of("bounds.csv", "bounds-bccd.csv", "confirmation.csv", "demo.csv");

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
        ExperimentPlan plan = planOf(made());
        Path file = folder.resolve("plan.json");
        plan.write(file);
        return ExperimentPlan.read(file);
    }

    private static ExperimentPlan planOf(List<RunHistory> runs) {
        return ExperimentPlan.of(
                FIGURE.toString(),
                runs.stream()
                        .map(it -> new ExperimentPlan.Intended(it.summary(), 3))
                        .toList());
    }

    private static List<String> deviations(ExperimentPlan plan, List<RunHistory> runs, Figure figure) {
        return deviations(plan, runs, new PlanDeviations.Compared(figure, null));
    }

    private static List<String> deviations(
            ExperimentPlan plan, List<RunHistory> runs, PlanDeviations.Compared compared) {
        return PlanDeviations.of(plan, runs, compared).deviations();
    }

    @Test
    void nothingDeviatesFromItself() {
        ExperimentPlan plan = plan();
        assertThat(deviations(plan, made(), FIGURE)).isEmpty();
        List<RunHistory> elsewhere = made().stream()
                .map(it -> run(it.summary().strategy(), it.summary().seed(), CONFIG.replace("/here", "/there/too"), 3))
                .toList();
        assertThat(deviations(plan, elsewhere, FIGURE)).isEmpty();
    }

    @Test
    void optionsAreSortedInAFile() throws IOException {
        String config = IntStream.range(10, 30).mapToObj(it -> "k" + it + ": 1").collect(joining(", ", "{", "}"));
        Path file = folder.resolve("sorted.json");
        planOf(List.of(run("hua", 1, config, 3))).write(file);
        assertThat(Files.readAllLines(file))
                .filteredOn(it -> it.contains("\"k"))
                .hasSize(20)
                .isSorted();
    }

    /** Earlier plans said how processes exchange, and not by which oracle images are annotated. */
    @Test
    void plansOfEarlierVersionsAreComparedAsPlansAreToday() {
        ExperimentPlan now = plan();
        ExperimentPlan earlier = new ExperimentPlan(
                now.figure(),
                now.test(),
                now.runs().stream().map(ExperimentPlanTest::withExchange).toList());
        String later = CONFIG.replace("20}", "20, \"oracle\": {\"name\": \"%s\"}}");
        List<RunHistory> others = made().stream()
                .map(it -> run(it.summary().strategy(), it.summary().seed(), later.replace("%s", "ground-truth"), 3))
                .toList();
        assertThat(deviations(earlier, others, FIGURE)).isEmpty();
        List<RunHistory> byPeople = made().stream()
                .map(it -> run(it.summary().strategy(), it.summary().seed(), later.replace("%s", "files"), 3))
                .toList();
        assertThat(deviations(earlier, byPeople, FIGURE))
                .contains("deviates from the plan: hua, standard on cells has other options: oracle.name is files,"
                        + " planned absent");
    }

    /** A plan says nothing of it, nor does a table that a report is made of. */
    @Test
    void runsMayLookAtTheirPoolsElsewhereThanPlanned() {
        String predictions = "{\"spark\": \"yarn\", \"parquet\": \"hdfs:///p\"}";
        String cluster = CONFIG.replace("20}", "20, \"predictions\": " + predictions + "}");
        List<RunHistory> elsewhere = new ArrayList<>(made());
        elsewhere.set(3, run("hua", 2, cluster, 3));
        assertThat(deviations(plan(), elsewhere, FIGURE)).isEmpty();
        assertThat(new RunCsv(elsewhere).toString()).doesNotContain("yarn");
    }

    private static PlannedRun withExchange(PlannedRun run) {
        Map<String, String> options = new HashMap<>(run.arm().options());
        options.put("training.exchange.backend", "auto");
        PlannedRun.ArmKey arm = new PlannedRun.ArmKey(
                run.arm().dataset(), run.arm().strategy(), run.arm().loss(), options);
        return new PlannedRun(arm, run.seed(), run.replicate(), run.cycles());
    }

    @Test
    void everyDeviationIsNamed() {
        List<RunHistory> runs = List.of(
                run("random", 1, CONFIG, 3),
                run("random", 7, CONFIG, 3),
                run("hua", 1, CONFIG.replace("20", "30"), 3),
                run("hua", 2, CONFIG.replace("20", "30"), 2),
                run("ppal", 1, CONFIG, 3));
        assertThat(deviations(plan(), runs, new Figure("coco", "AP")))
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
        assertThat(deviations(plan(), made().subList(0, 2), FIGURE))
                .containsExactly("deviates from the plan: hua, standard on cells is missing");
    }

    @Test
    void aDataSetThatWasNotRunIsMissingAsAWhole() {
        List<RunHistory> others = List.of(run("random", 1, CONFIG, 3)).stream()
                .map(it -> new RunHistory(
                        new RunSummary("other", "others", "random", "standard", 1, List.of("cell"), CONFIG, Map.of()),
                        it.cycles()))
                .toList();
        assertThat(deviations(plan(), others, FIGURE))
                .containsExactly(
                        "deviates from the plan: random, standard on others was not planned (1 runs)",
                        "deviates from the plan: nothing was run on cells, where arms were planned: 2");
    }

    @Test
    void runsOfATableAreComparedToo() throws IOException {
        ExperimentPlan plan = plan();
        List<RunHistory> read = throughATable("", "");
        assertThat(deviations(plan, read, FIGURE)).isEmpty();
        List<RunHistory> others = throughATable("(hua,standard.*)20", "$130");
        assertThat(deviations(plan, others, FIGURE))
                .containsExactly(
                        "deviates from the plan: hua, standard on cells has other options: budget is 30, planned 20");
        List<RunHistory> unknown = throughATable("(?m)^[12](,.*?),(\".*\")?$", "$1,");
        assertThat(deviations(plan, unknown, FIGURE))
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
        assertThat(deviations(plan(), runs, FIGURE))
                .containsExactly("deviates from the plan: random, standard on cells: seeds that were not planned: 1"
                        + " (replicate 2)");
    }

    @Test
    void runsThatWentOnAreNamed() {
        List<RunHistory> runs = new ArrayList<>(made());
        runs.set(3, run("hua", 2, CONFIG, 4));
        assertThat(deviations(plan(), runs, FIGURE))
                .containsExactly(
                        "deviates from the plan: hua, standard on cells: seeds with more cycles than planned: 2");
    }

    @Test
    void anotherReferenceIsNamed() {
        ExperimentPlan plan = plan();
        assertThat(deviations(plan, made(), new PlanDeviations.Compared(FIGURE, "random")))
                .isEmpty();
        assertThat(deviations(plan, made(), new PlanDeviations.Compared(FIGURE, "hua")))
                .containsExactly("deviates from the plan: the reference is hua, planned was: " + ExperimentPlan.TEST);
    }

    @Test
    void theFamiliesAreThoseThatWerePlanned() {
        List<RunHistory> planned = new ArrayList<>(made());
        planned.add(run("hua", 1, "{strategy: {ratio: 4}}", 3));
        planned.add(run("oracle-counts", 1, CONFIG, 3));
        RunComparison.Planned families =
                PlanDeviations.of(planOf(planned), made(), new PlanDeviations.Compared(FIGURE, null));
        assertThat(families.strategies()).as("hua, and hua with another ratio").isEqualTo(2);
        assertThat(families.losses()).isZero();
    }

    private static RunHistory on(String folder, String strategy, long seed) {
        String dataset = "yolo:" + folder + "/data.yaml:train";
        RunHistory run = run(strategy, seed, "{data: {pool: '" + dataset + "'}, weights: " + folder + "/w.pt}", 3);
        RunSummary named = new RunSummary(
                "r",
                dataset,
                strategy,
                "standard",
                seed,
                List.of("cell"),
                run.summary().config(),
                Map.of());
        return new RunHistory(named, run.cycles());
    }

    @Test
    void dataSetsOfEqualFileNamesStayApart() {
        ExperimentPlan plan = planOf(List.of(on("/here/fish", "random", 1), on("/here/cars", "random", 1)));
        assertThat(plan.toString())
                .contains("yolo:fish/data.yaml:train", "yolo:cars/data.yaml:train")
                .doesNotContain("here");
        assertThat(plan.runs().get(0).arm().options())
                .containsEntry("weights", "fish/w.pt")
                .containsEntry("data.pool", "yolo:fish/data.yaml:train");
        assertThat(deviations(plan, List.of(on("/there/fish", "random", 1), on("/there/cars", "random", 1)), FIGURE))
                .isEmpty();
        assertThat(deviations(plan, List.of(on("/there/fish", "random", 1)), FIGURE))
                .containsExactly("deviates from the plan: nothing was run on yolo:cars/data.yaml:train, where arms were"
                        + " planned: 1");
        assertThat(deviations(plan, List.of(on("/there/dogs", "random", 1)), FIGURE))
                .anyMatch(it -> it.contains("random, standard on yolo:data.yaml:train was not planned"));
        assertThat(planOf(List.of(on("/here/fish", "random", 1))).toString()).contains("yolo:data.yaml:train");
    }

    /** As where the folder in which HUALE is started has them, for all paths of a benchmark are absolute. */
    @Test
    void foldersWithBlanksOrCommasInTheirNamesAreLeftOutToo() {
        ExperimentPlan plan = planOf(List.of(on("/home/me/My new Data/fish", "random", 1)));
        assertThat(plan.runs().get(0).arm().dataset()).isEqualTo("yolo:data.yaml:train");
        assertThat(plan.runs().get(0).arm().options()).containsEntry("weights", "w.pt");
        assertThat(deviations(plan, List.of(on("/elsewhere/fish", "random", 1)), FIGURE))
                .isEmpty();
        Map<String, String> options = options("""
                pool: 'voc:/home/me/a, b/2007:trainval+voc:hdfs://host/c d/2012:trainval'
                test: 'coco:/home/me/a, b/t.json:/home/me/c d/images?classes=cat,traffic/light'
                model: '/home/me/My models/m-{cycle}.onnx'
                train: '/opt/my tools/train.py --to /x/y {voc}'
                """);
        assertThat(options)
                .containsEntry("pool", "voc:2007:trainval+voc:hdfs:2012:trainval")
                .containsEntry("test", "coco:t.json:images?classes=cat,traffic/light")
                .containsEntry("model", "m-{cycle}.onnx")
                .containsEntry("train", "my train.py --to y {voc}");
    }

    /** Where paths begin with drives and have backslashes. */
    @Test
    void foldersOfWindowsAreLeftOutToo() {
        Map<String, String> options = options("""
                pool: 'voc:C:\\Users\\me\\a, b\\2007:trainval+voc:D:\\c d\\2012:trainval'
                test: 'coco:C:\\Users\\me\\t.json:D:\\c d\\images?classes=cat,traffic/light'
                model: 'C:\\Users\\me\\My models\\m-{cycle}.onnx'
                train: 'python C:\\tools\\train.py --to D:/x\\y {voc}'
                """);
        assertThat(options)
                .containsEntry("pool", "voc:2007:trainval+voc:2012:trainval")
                .containsEntry("test", "coco:t.json:images?classes=cat,traffic/light")
                .containsEntry("model", "m-{cycle}.onnx")
                .containsEntry("train", "python train.py --to y {voc}");
        String there = CONFIG.replace("/here/cells", "C:\\\\Users\\\\me\\\\cells");
        assertThat(deviations(planOf(List.of(run("hua", 1, there, 3))), List.of(run("hua", 1, CONFIG, 3)), FIGURE))
                .isEmpty();
    }

    @Test
    void foldersWithinListsAreLeftOutToo() {
        assertThat(options("list: ['/home/me/My data/x.txt', 'C:\\a b\\y.txt', '{voc} /to/z', 'a/b c']"))
                .containsEntry("list", "[\"x.txt\",\"y.txt\",\"{voc} z\",\"b c\"]");
    }

    private static Map<String, String> options(String config) {
        return planOf(List.of(run("hua", 1, config, 3))).runs().get(0).arm().options();
    }

    /** An earlier version ended a path at a blank. */
    @Test
    void namesThatAnEarlierVersionCutAtABlankAreKnown() {
        PlannedRun.ArmKey arm = new PlannedRun.ArmKey(
                "yolo:My data.yaml:train",
                "random",
                "standard",
                Map.of("data.pool", "yolo:My data.yaml:train", "weights", "My w.pt"));
        ExperimentPlan plan =
                new ExperimentPlan(FIGURE.toString(), ExperimentPlan.TEST, List.of(new PlannedRun(arm, 1, 1, 3)));
        assertThat(deviations(plan, List.of(on("/My Data", "random", 1)), FIGURE))
                .isEmpty();
    }

    @Test
    void dataSetsThatAnEarlierVersionWroteAsOneAreNamed() {
        PlannedRun one = planOf(List.of(on("/here/fish", "random", 1))).runs().get(0);
        ExperimentPlan plan = new ExperimentPlan(FIGURE.toString(), ExperimentPlan.TEST, List.of(one, one));
        assertThat(deviations(plan, List.of(on("/here/fish", "random", 1)), FIGURE))
                .containsExactly(
                        "not compared with the plan: it names 1 runs twice, as of data sets whose files have the"
                                + " same name, which cannot be told apart");
    }

    /** The plan of the final experiment, which is never written again, and the runs of it that are kept. */
    @Test
    void theCommittedPlanIsThatOfTheCommittedRuns() throws IOException {
        List<Path> tables = tables(RESULTS.resolve("final")).stream()
                .filter(it -> !OF_OTHERS.contains(it.getFileName().toString()))
                .toList();
        assertThat(tables)
                .extracting(it -> it.getFileName().toString())
                .contains("cycles.csv", "bccd.csv", "aquarium.csv");
        List<RunHistory> runs =
                tables.stream().flatMap(it -> RunTable.read(it).stream()).toList();
        ExperimentPlan plan = ExperimentPlan.read(PROTOCOLS.resolve("benchmark-final.plan.json"));
        RunComparison.Planned planned = PlanDeviations.of(plan, runs, new PlanDeviations.Compared(FIGURE, null));
        assertThat(planned.strategies()).isEqualTo(12);
        assertThat(planned.deviations())
                .noneMatch(it -> it.contains("other options") || it.contains("not planned") || it.contains("demo"));
    }

    @Test
    void nothingDeviatesFromTheCommittedPlanOfTheConfirmation() {
        ExperimentPlan plan = ExperimentPlan.read(PROTOCOLS.resolve("benchmark-confirmation.plan.json"));
        List<RunHistory> runs = RunTable.read(RESULTS.resolve("final/confirmation.csv"));
        assertThat(runs).hasSize(plan.runs().size());
        assertThat(deviations(plan, runs, FIGURE)).isEmpty();
    }

    /** The pilot that the final experiment was planned by, as its page tells it. */
    @Test
    void theCommittedPilotTellsItsArmsApart() {
        List<RunHistory> runs = RunTable.read(RESULTS.resolve("candidates/cycles.csv"));
        PilotPower power = PilotPower.of(runs, RunComparison.Options.defaults());
        assertThat(power.comparisons()).isEqualTo(11);
        assertThat(power.units()).isEqualTo(2);
        assertThat(power.replicates()).isEqualTo(4);
        assertThat(power.deviation()).isCloseTo(0.026, within(0.0001));
    }

    @Test
    void everyCommittedTableOfRunsIsReadOrExcused() throws IOException {
        for (Path table : tables(RESULTS)) {
            String name = RESULTS.relativize(table).toString().replace('\\', '/');
            if (UNREADABLE.contains(name)) {
                assertThatThrownBy(() -> RunTable.read(table)).as(name).isInstanceOf(HualeException.class);
            } else {
                assertThat(RunTable.read(table)).as(name).isNotEmpty();
            }
        }
    }

    private static List<Path> tables(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(RunTable::isNamed)
                    .filter(it -> !COMPARISONS.contains(it.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | holds null, not a plan",
                "[] | is no plan that can be read: line 1",
                "{'test': 'x', 'runs': []} | line 1: figure: 'figure' is missing",
                "{'figure': null, 'test': 'x', 'runs': []} | line 1: figure: 'figure' is null",
                "{'figure': 'AP', 'test': 'x', 'runs': [RUN]} | figure 'AP' is not of the form",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': []} | runs must name one run at least",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': [null]} | runs must name one run at least",
                "{'figure': 'voc:AP', 'test': 'x'} | runs",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': [RUN], 'more': 1} | more",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': [{'arm': null, 'seed': 1, 'replicate': 1, 'cycles': 3}]} | runs[0].arm",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': [RUN, {'seed': 1, 'replicate': 1, 'cycles': 3}]} | runs[1].arm",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': [{'arm': {'dataset': null, 'strategy': 's', 'loss': 'l', 'options': {}},"
                        + " 'seed': 1, 'replicate': 1, 'cycles': 3}]} | runs[0].arm.dataset",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': [{'arm': {'dataset': 'd', 'strategy': 's', 'loss': 'l', 'options':"
                        + " {'a': null}}, 'seed': 1, 'replicate': 1, 'cycles': 3}]} | an option must have a value",
                "{'figure': 'voc:AP', 'test': 'x', 'runs': [{'arm': {'dataset': 'd', 'strategy': 's', 'loss': 'l', 'options': {}},"
                        + " 'seed': 1, 'replicate': 0, 'cycles': 3}]} | replicate must be at least 1, got 0"
            })
    void whatIsWrongWithAPlanIsSaid(String text, String fault) throws IOException {
        String run = "{'arm': {'dataset': 'd', 'strategy': 's', 'loss': 'l', 'options': {}}, 'seed': 1, 'replicate': 1,"
                + " 'cycles': 3}";
        Path file = folder.resolve("broken.json");
        Files.writeString(file, text.replace("RUN", run).replace('\'', '"'));
        assertThatThrownBy(() -> ExperimentPlan.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("broken.json: ")
                .hasMessageContaining(fault)
                .hasMessageNotContaining("org.huale");
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
