package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.app.benchmark.BenchmarkCell;
import org.huale.app.benchmark.BenchmarkConfig;
import org.huale.app.benchmark.BenchmarkMatrix;
import org.huale.app.run.RunConfig;
import org.huale.config.Settings;
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
        String text = Files.readString(PROTOCOLS.resolve(name));
        Path here = folder.resolve(name); // tests run in the module's folder
        Files.writeString(here, text.replace("protocols/", PROTOCOLS + "/"));
        return BenchmarkConfig.of(new Settings().file(here));
    }

    private static List<BenchmarkCell> cells(String name) throws IOException {
        return BenchmarkMatrix.of(benchmark(name), name).cells();
    }

    @Test
    void noPoolIsReportedWithASeedThatOptionsWereChosenBy() throws IOException {
        Set<String> tuned = new TreeSet<>(units("benchmark-tuning.yaml"));
        tuned.addAll(units("benchmark-candidates.yaml"));
        for (String reported : List.of("final", "confirmation", "bounds", "emphasis", "initial", "rates", "small")) {
            assertThat(units("benchmark-" + reported + ".yaml")).as(reported).doesNotContainAnyElementsOf(tuned);
        }
    }

    private static Set<String> units(String name) throws IOException {
        return cells(name).stream()
                .map(cell ->
                        cell.config().data().pool() + ", seed " + cell.config().seed())
                .collect(Collectors.toCollection(TreeSet::new));
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
