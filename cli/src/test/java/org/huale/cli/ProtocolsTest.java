package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.app.benchmark.BenchmarkCell;
import org.huale.app.benchmark.BenchmarkConfig;
import org.huale.app.benchmark.BenchmarkMatrix;
import org.huale.app.run.RunConfig;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.report.curve.Arm;
import org.huale.report.curve.Arms;
import org.huale.torch.FasterRcnnTraining;
import org.huale.torch.TrainingConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans the protocols that are handed out, over small stand-ins of their data sets. */
class ProtocolsTest {
    private static final Path PROTOCOLS = Path.of("../protocols");
    private static final String HERE = Path.of("").toAbsolutePath() + "/"; // cells hold absolute paths
    /** The rule of coverage was shaped on these (docs/decisions/0048); the pages on results say so. No other may be added. */
    private static final Set<String> KNOWN_TO_BE_TUNED = Set.of(
            "voc:data/bccd:trainval, seed 1", "voc:data/bccd:trainval, seed 2", "voc:data/bccd:trainval, seed 3");
    /** Matrices of several strategies that lack a placebo or replicates of Random, and why. */
    private static final Map<String, String> WITHOUT_CONTROLS = Map.of(
            "benchmark-voc2007.yaml", "as published",
            "benchmark-voc2012.yaml", "as published",
            "benchmark-coco.yaml", "as published",
            "benchmark-bounds.yaml", "bounds are no strategies, whose gain chance could explain",
            "benchmark-confirmation.yaml", "its plan was committed, with four replicates and without a placebo",
            "benchmark-real.yaml", "its plan was committed, with four replicates and without a placebo",
            "benchmark-hua.yaml", "parts of a strategy are held against the whole, not against Random");

    @TempDir
    private static Path folder;

    private static final StringWriter OUT = new StringWriter();

    @BeforeAll
    static void write() {
        for (String name : List.of("voc2007", "voc2012", "coco2017")) {
            succeed("make-dataset", data(name), "--like", name, "--share", "0.004");
        }
    }

    private static String data(String name) {
        return folder.resolve(name).toString();
    }

    private static void succeed(String... words) {
        OUT.getBuffer().setLength(0);
        StringWriter err = new StringWriter();
        assertThat(Program.run(OUT, err, words)).as(err.toString()).isZero();
    }

    private static JsonNode plan(String protocol, String... more) {
        List<String> words = new ArrayList<>(
                List.of("run", PROTOCOLS.resolve(protocol).toString(), "--dry-run", "--no-timing", "--json"));
        words.addAll(List.of(more));
        succeed(words.toArray(String[]::new));
        return JsonMapper.shared().readTree(OUT.toString());
    }

    private static List<Integer> images(JsonNode plan) {
        List<Integer> images = new ArrayList<>();
        plan.get("cycles").forEach(cycle -> images.add(cycle.get("images").asInt()));
        return images;
    }

    @Test
    void everyProtocolIsAConfigurationWithoutUnknownKeys() throws IOException {
        try (Stream<Path> files = Files.walk(PROTOCOLS)) {
            List<Path> configs = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.getFileName().toString().startsWith("benchmark-"))
                    .sorted()
                    .toList();
            assertThat(configs).hasSizeGreaterThanOrEqualTo(9);
            for (Path config : configs) {
                assertThat(RunConfig.of(new Settings().file(config)).cycles()).isPositive();
            }
        }
    }

    static List<String> benchmarks() throws IOException {
        try (Stream<Path> files = Files.list(PROTOCOLS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(it -> it.startsWith("benchmark-") && it.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void everyArmOfABenchmarkIsAConfiguration(String name) throws IOException {
        BenchmarkConfig config = benchmark(name);
        int replicates = config.strategiesByLabel().containsKey("random") ? config.randomReplicates() - 1 : 0;
        assertThat(cells(name))
                .hasSize(config.datasets().size()
                        * (config.strategiesByLabel().size() + replicates)
                        * config.lossesByLabel().size()
                        * config.seedList().size());
    }

    private static BenchmarkConfig benchmark(String name) throws IOException {
        return BenchmarkConfig.of(settings(name));
    }

    private static Settings settings(String name) throws IOException {
        Path here = folder.resolve(name); // tests run in the module's folder
        Files.writeString(here, text(name).replace("protocols/", PROTOCOLS + "/"));
        return new Settings().file(here);
    }

    private static String text(String name) throws IOException {
        return Files.readString(PROTOCOLS.resolve(name));
    }

    private static List<BenchmarkCell> cells(String name) throws IOException {
        return BenchmarkMatrix.of(benchmark(name), name).cells();
    }

    @Test
    void noPoolIsReportedWithASeedThatOptionsWereChosenBy() throws IOException {
        Set<String> tuned = new TreeSet<>(units("benchmark-tuning.yaml"));
        tuned.addAll(units("benchmark-candidates.yaml"));
        tuned.addAll(units("benchmark-ladder.yaml"));
        tuned.addAll(KNOWN_TO_BE_TUNED);
        for (String reported :
                List.of("final", "confirmation", "bounds", "emphasis", "initial", "rates", "real", "small")) {
            Set<String> both = units("benchmark-" + reported + ".yaml");
            both.retainAll(tuned);
            assertThat(both).as(reported).isSubsetOf(KNOWN_TO_BE_TUNED);
        }
        assertThat(units("benchmark-final.yaml"))
                .as("seeds that are excused are those that are reported")
                .containsAll(KNOWN_TO_BE_TUNED);
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void severalStrategiesHaveAPlaceboAndFourRandomSelections(String name) throws IOException {
        BenchmarkConfig config = benchmark(name);
        Set<String> strategies = config.strategiesByLabel().keySet();
        boolean controlled = strategies.contains("placebo") && config.randomReplicates() == 4;
        assertThat(strategies.size() > 1 && !controlled)
                .as("lacks controls; excused: %s", WITHOUT_CONTROLS.getOrDefault(name, "no"))
                .isEqualTo(WITHOUT_CONTROLS.containsKey(name));
    }

    private static Set<String> units(String name) throws IOException {
        return cells(name).stream()
                .map(cell -> cell.config().data().pool().replace(HERE, "") + ", seed "
                        + cell.config().seed())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With the words that its comment adds. */
    @Test
    void whatIsCalledLongTrainsLonger() throws IOException {
        String name = "benchmark-losses.yaml";
        Settings settings = settings(name);
        Pattern.compile("datasets\\.\\S+=\\S+")
                .matcher(text(name))
                .results()
                .map(MatchResult::group)
                .forEach(settings::assignment);
        BenchmarkMatrix matrix = BenchmarkMatrix.of(BenchmarkConfig.of(settings), name);
        assertThat(iterations(matrix, "bccd-long")).isGreaterThan(iterations(matrix, "bccd"));
    }

    private static long iterations(BenchmarkMatrix matrix, String dataset) {
        RunConfig config = matrix.cells().stream()
                .filter(cell -> cell.dataset().equals(dataset))
                .findFirst()
                .orElseThrow()
                .config();
        return FasterRcnnTraining.config(config.setup()).training().totalIterations(5); // 20 images, 4 at a time
    }

    @Test
    void whatChosenInitialSetsAreComparedWithIsAnArmOnEachDataSet() throws IOException {
        String name = "benchmark-initial.yaml";
        Matcher reference = Pattern.compile("--reference \"([^\"]+)\"").matcher(text(name));
        assertThat(reference.find()).isTrue();
        Map<String, List<RunHistory>> byDataset = cells(name).stream()
                .map(ProtocolsTest::made)
                .collect(Collectors.groupingBy(run -> run.summary().dataset()));
        assertThat(Arms.of(byDataset.values(), new ArrayList<>()))
                .hasSize(4)
                .allSatisfy(arms -> assertThat(arms).extracting(Arm::label).contains(reference.group(1)));
    }

    /** A run of the cell, as far as arms are named by it. */
    private static RunHistory made(BenchmarkCell cell) {
        RunConfig config = cell.config();
        RunSummary summary = new RunSummary(
                cell.name(),
                config.data().pool(),
                cell.strategy(),
                cell.loss(),
                config.seed(),
                List.of("object"),
                ConfigJson.write(config),
                Map.of());
        CycleRecord cycle = new CycleRecord(0, 1, 1, List.of(1), Map.of(), Map.of(), Map.of(), Map.of(), 0, null);
        return new RunHistory(summary, List.of(cycle));
    }

    @Test
    void theVocProtocolTrainsOnDifficultObjectsForTwentyEpochs() {
        TrainingConfig config =
                FasterRcnnTraining.config(RunConfig.of(new Settings().file(PROTOCOLS.resolve("voc2007.yaml")))
                        .setup());
        assertThat(config.training().images().difficult()).isTrue();
        assertThat(config.training().totalIterations(125)).isEqualTo(2_500); // 500 images, 4 at a time
        assertThat(config.training().totalIterations(875)).isEqualTo(17_500); // 3,500 images
        assertThat(config.detector().backbone().trainableLayers()).isEqualTo(3);
        assertThat(config.detector().transform().minSize()).isEqualTo(600);
        assertThat(config.training().schedule().over(125, 2_500).factor(125 * 16 - 1))
                .isEqualTo(1);
        assertThat(config.training().schedule().over(125, 2_500).factor(125 * 16))
                .isEqualTo(0.1);
        assertThat(config.training().schedule().over(125, 2_500).factor(0)).isEqualTo(0.001);
    }

    @Test
    void voc2007HasSevenCycles() {
        JsonNode plan = plan(
                "voc2007.yaml",
                "data.pool=voc:" + data("voc2007") + ":trainval",
                "data.test=voc:" + data("voc2007") + ":test",
                "initial.images=2",
                "budget=2");
        assertThat(plan.get("pool").asString()).endsWith(", 20 images"); // 0.4 % of 5,011
        assertThat(plan.get("test").asString()).endsWith(", 20 images");
        assertThat(images(plan)).containsExactly(2, 4, 6, 8, 10, 12, 14);
    }

    @Test
    void bothVocPoolsAreOne() {
        JsonNode plan = plan(
                "voc0712-ppal.yaml",
                "data.pool=voc:" + data("voc2007") + ":trainval+voc:" + data("voc2012") + ":trainval",
                "data.test=voc:" + data("voc2007") + ":test",
                "initial.images=8",
                "budget=4");
        assertThat(plan.get("pool").asString()).endsWith(", 66 images"); // 20 + 23 + 23
        assertThat(images(plan)).containsExactly(8, 12, 16, 20, 24, 28, 32);
    }

    @Test
    void cocoLeavesOutImagesWithoutObjectsAndShowsAPartOfThePool() {
        JsonNode plan = plan(
                "coco.yaml",
                "data.pool=coco:" + data("coco2017") + "/annotations/instances_train2017.json",
                "data.test=coco:" + data("coco2017") + "/annotations/instances_val2017.json",
                "initial.images=20",
                "budget=4",
                "selection.subPool=40",
                "strategy=entropy");
        assertThat(plan.get("pool").asString()).endsWith(", 469 images"); // 473 less 4 without objects
        assertThat(images(plan)).containsExactly(20, 24, 28, 32, 36);
        assertThat(plan.at("/cycles/0/forwards/original").asInt()).isEqualTo(40);
    }

    @Test
    void plainFoldersCannotBeFiltered() {
        StringWriter err = new StringWriter();
        int code = Program.run(
                new StringWriter(),
                err,
                "run",
                PROTOCOLS.resolve("coco.yaml").toString(),
                "--dry-run",
                "oracle=files",
                "data.pool=" + data("voc2007") + "/JPEGImages",
                "data.test=voc:" + data("voc2007") + ":test");
        assertThat(code).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("data.poolFilter: must be all for a plain folder");
    }
}
