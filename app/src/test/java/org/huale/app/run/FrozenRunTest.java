package org.huale.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.acquire.distinct.NearDuplicates.Avoid;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.loop.folder.RunCopy;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.huale.torch.FasterRcnnTraining;
import org.huale.torch.TrainingConfig;
import org.huale.torch.nn.BackboneOptions.Taps;
import org.huale.torch.rcnn.roi.RoiOptions.BoxRegression;
import org.huale.torch.train.TrainingOptions;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.torch.train.optimize.PartRates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FrozenRunTest {
    private static final String DATA = "{pool: 'voc:a:trainval', test: 'voc:a:test'}";

    @TempDir
    private Path folder;

    private void write(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        Files.writeString(folder.resolve("provenance.json"), "{}");
    }

    @Test
    void aRunIsReadAsItWasWritten() throws IOException {
        RunConfig written = RunConfig.of(new Settings().assignment("data=" + DATA));
        write(ConfigJson.write(written));
        assertThat(new FrozenRun(folder).config()).isEqualTo(written);
    }

    @Test
    void aRunThatHasComeFurtherIsTheSameSoFar() throws IOException {
        write(ConfigJson.write(config("cycles=3", "budget=7")));
        for (int cycle = 0; cycle < 3; cycle++) {
            Files.writeString(
                    Files.createDirectories(folder.resolve("cycle-" + cycle)).resolve("cycle.json"), "{}");
        }
        FrozenRun run = new FrozenRun(folder);
        for (int cycles = 2; cycles < 5; cycles++) {
            run.requireSameSoFar(config("cycles=" + cycles, "budget=7"));
        }
        assertThatThrownBy(() -> run.requireSameSoFar(config("cycles=2", "budget=8")))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("another configuration", "budget: 7, now 8")
                .hasMessageNotContaining("cycles");
        assertThatThrownBy(() -> run.requireSame(config("cycles=2", "budget=7")))
                .hasMessage("--cycles 2: 3 cycles are done already");
    }

    /** Whoever is told that a process was waited for too long goes on with more patience, and merges what came of both. */
    @Test
    void howLongProcessesWaitForEachOtherMayChange() throws IOException {
        write(ConfigJson.write(config("training.processes=2")));
        FrozenRun run = new FrozenRun(folder);
        RunConfig patient = config("training.processes=2", "training.exchange.patience=3600");
        run.requireSame(patient);
        run.requireSameSoFar(patient);
        assertThatThrownBy(() -> run.requireSame(config("training.processes=2", "training.exchange.backend=nccl")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("training.exchange.backend: \"auto\", now \"nccl\"");
        Path before =
                begun("before", ConfigJson.write(config("training.processes=2").absolute()));
        Path after = begun("after", ConfigJson.write(patient.absolute()));
        assertThat(RunCopy.differences(before, after, FrozenRunTest::completed)).isEmpty();
    }

    private static RunConfig config(String... assignments) {
        Settings settings = new Settings().assignment("data=" + DATA);
        Stream.of(assignments).forEach(settings::assignment);
        return RunConfig.of(settings);
    }

    /** They would be refused where a run begins, and so whoever goes on with it, as a benchmark does, has left them out. */
    @Test
    void keysThatNobodyLooksAtDoNotEndARunOfAnEarlierVersion() throws IOException {
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(config()));
        ((ObjectNode) earlier.get("oracle")).put("project", "cells");
        ((ObjectNode) earlier.get("weights")).put("mode", "scratch").put("backbone", "/weights/first.pth");
        write(earlier.toString());
        FrozenRun run = new FrozenRun(folder);
        RunConfig without = config("weights.mode=scratch");
        assertThat(run.config()).isEqualTo(without);
        run.requireSame(without);
        run.requireSameSoFar(without);
        assertThat(run.json()).isEqualTo(ConfigJson.write(without.absolute()));
        assertThatThrownBy(() -> run.requireSameSoFar(config("weights.mode=previous")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("weights.mode: \"scratch\", now \"previous\"");
    }

    /** Where it begins it is refused. */
    @Test
    void aRunOfAnEarlierVersionThatLearnsFromPairsOfOneImageIsReadAndGoneOnWith() throws IOException {
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(config("strategy=ll4al")));
        ((ObjectNode) earlier.get("training")).put("batchSize", 1);
        write(earlier.toString());
        RunConfig read = new FrozenRun(folder).config();
        assertThat(read.training().imagesAnIteration()).isEqualTo(1);
        read.requireDetectorForWish();
        assertThatThrownBy(() -> config("strategy=ll4al", "training.batchSize=1"))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("training.batchSize: is 1");
    }

    @Test
    void aRunWhoseDetectorsCannotGiveWhatItNeedsIsReadAndNotGoneOnWith() throws IOException {
        String programs = "detector={name: command, train: 'x {out}', predict: 'y {images} {predictions}'}";
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(config(programs)));
        ((ObjectNode) earlier.get("weights")).put("mode", "previous");
        write(earlier.toString());
        RunConfig read = new FrozenRun(folder).config();
        assertThatThrownBy(read::requireDetectorForWish)
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("weights.mode: is previous, but detector.train has no {start}");
    }

    /** Earlier versions wrote down every metric on the class path, that of a jar which is gone as well. */
    @Test
    void aMetricThatIsGoneAndDidNotCountIsPassedOver() throws IOException {
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(config("strategy=hua")));
        ObjectNode gone = ((ObjectNode) earlier.at("/strategy/metrics")).putObject("gone");
        gone.put("weight", 0.0).put("confidence", 0.3);
        write(earlier.toString());
        new FrozenRun(folder).requireSame(config("strategy=hua"));
        gone.put("weight", 0.5);
        write(earlier.toString());
        assertThatThrownBy(() -> new FrozenRun(folder).config())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy.metrics.gone: unknown key");
    }

    @Test
    void keysThatWhoeverAnnotatesLooksAtAreCompared() throws IOException {
        write(ConfigJson.write(config("oracle={name: inbox, guessThreshold: 0.3}")));
        assertThatThrownBy(() -> new FrozenRun(folder).requireSameSoFar(config("oracle=inbox")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("oracle.guessThreshold: 0.3, now 0.5");
    }

    /** As where one of the two was gone on with since, which writes all keys and whole paths. */
    @Test
    void copiesOfARunOfAnEarlierVersionDoNotDifferByTheKeysThatItDidNotHave() throws IOException {
        Path earlier = begun("earlier", withoutLaterKeys(config()));
        Path since = begun("since", new FrozenRun(earlier).json());
        assertThat(ConfigJson.differences(
                        ConfigJson.tree(Files.readString(earlier.resolve("config.json"))),
                        ConfigJson.tree(Files.readString(since.resolve("config.json")))))
                .extracting(ConfigDifference::key)
                .contains("data.pool", "oracle.url", "selection.nearDuplicates", "training.exchange");
        assertThat(RunCopy.differences(earlier, since, FrozenRunTest::completed))
                .isEmpty();
        Path other = begun("other", ConfigJson.write(config("budget=7").absolute()));
        assertThat(RunCopy.differences(earlier, other, FrozenRunTest::completed))
                .contains("budget: 100, now 7")
                .noneMatch(it -> it.startsWith("oracle"));
    }

    private static String completed(Path run) {
        return new FrozenRun(run).json();
    }

    private Path begun(String name, String config) {
        Path run = folder.resolve(name);
        RunFolder.create(run, new RunSummary(name, "drawn", "random", "standard", 1, List.of("disc"), config, Map.of()))
                .close();
        return run;
    }

    private static String withoutLaterKeys(RunConfig written) {
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(written));
        ((ObjectNode) earlier.get("oracle"))
                .remove(List.of("url", "project", "tokenFile", "imagesUrl", "imagesPerJob"));
        ((ObjectNode) earlier.get("training")).remove(List.of("processes", "exchange"));
        ((ObjectNode) earlier.get("selection")).remove("nearDuplicates");
        return earlier.toString();
    }

    @Test
    void inARunOfAnEarlierVersionPalStillTakesClassesThatItNeverLearned() throws IOException {
        RunConfig written =
                RunConfig.of(new Settings().assignment("data=" + DATA).assignment("strategy=pal"));
        write(ConfigJson.write(written));
        assertThat(new FrozenRun(folder).config()).isEqualTo(written);
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(written));
        ((ObjectNode) earlier.get("strategy")).remove("unseenConfidence");
        write(earlier.toString());
        RunConfig read = new FrozenRun(folder).config();
        assertThat(ConfigJson.differences(written, read))
                .map(ConfigDifference::key)
                .containsExactly("strategy.unseenConfidence");
    }

    /** As the rule is in whatever PAL chooses from or for. */
    @ParameterizedTest
    @CsvSource({
        "'{name: switch, late: pal}', /late",
        "'{name: switch, early: pal, late: entropy}', /early",
        "'{name: coverage, candidates: {strategy: pal}}', /candidates/strategy",
        "'{name: switch, early: {name: coverage, candidates: {strategy: pal}}}', /early/candidates/strategy"
    })
    void soItDoesWithinOtherStrategies(String strategy, String place) throws IOException {
        RunConfig written = config("strategy=" + strategy);
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(written));
        ObjectNode pal = (ObjectNode) earlier.at("/strategy" + place);
        assertThat(pal.get("name").asString()).isEqualTo("pal");
        pal.remove("unseenConfidence");
        write(earlier.toString());
        RunConfig read = new FrozenRun(folder).config();
        assertThat(ConfigJson.differences(written, read))
                .map(ConfigDifference::key)
                .containsExactly("strategy" + place.replace('/', '.') + ".unseenConfidence");
        JsonNode now = JsonMapper.shared().readTree(ConfigJson.write(read));
        assertThat(now.at("/strategy" + place + "/unseenConfidence").asDouble()).isZero();
    }

    /** What an earlier version had no key for is what it did, not the default of now. */
    @Test
    void aRunOfAnEarlierVersionGoesOnAsItBegan() throws IOException {
        RunConfig written =
                RunConfig.of(new Settings().assignment("data=" + DATA).assignment("training.recipe=torchvision"));
        ObjectNode earlier = (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(written));
        ((ObjectNode) earlier.get("selection")).remove("nearDuplicates");
        ObjectNode training = (ObjectNode) earlier.get("training");
        training.remove("recipe");
        training.remove("rates");
        training.remove("averaging");
        ((ObjectNode) earlier.at("/detector/backbone")).remove("taps");
        ((ObjectNode) earlier.at("/detector/backbone")).remove("frozenLayers");
        ((ObjectNode) earlier.at("/detector/roi")).remove("boxRegression");
        write(earlier.toString());

        RunConfig read = new FrozenRun(folder).config();
        TrainingConfig trained = FasterRcnnTraining.config(read.setup());
        assertThat(read.selection().nearDuplicates().avoid()).isEqualTo(Avoid.NEVER);
        assertThat(trained.training().recipe()).isEqualTo(TrainingOptions.TORCHVISION);
        assertThat(trained.training().rates()).isEqualTo(PartRates.equal());
        assertThat(trained.training().averaging()).isZero();
        assertThat(trained.training().optimizer()).isEqualTo(Optimizer.Kind.SGD);
        assertThat(trained.detector().backbone().taps()).isEqualTo(Taps.STAGE_BEGIN);
        assertThat(trained.detector().backbone().frozenLayers()).isZero();
        assertThat(trained.detector().roi().boxRegression()).isEqualTo(BoxRegression.PER_CLASS);
    }
}
