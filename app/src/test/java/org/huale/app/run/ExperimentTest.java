package org.huale.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.app.process.Invocation;
import org.huale.app.score.ScoreRequest;
import org.huale.app.score.ScoreSession;
import org.huale.app.score.Scoring;
import org.huale.config.Settings;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.Existing;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.training.StopSignal;
import org.huale.geometry.ImageSize;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedFolder;
import org.huale.storage.FileTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run and a scoring by what a program without a terminal would call. */
class ExperimentTest {
    private static final Invocation CALLED = new Invocation("test", "unknown", List.of("no", "command"));

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path folder;

    private final List<String> notices = new ArrayList<>();
    private final List<Integer> finished = new ArrayList<>();

    @BeforeAll
    static void makeDataAndRun() {
        RenderOptions usual = RenderOptions.defaults();
        RenderOptions tiny = new RenderOptions(
                14,
                3,
                new ImageSize(64, 64),
                2,
                usual.seed(),
                usual.tailRatio(),
                usual.testTailRatio(),
                usual.duplicateShare(),
                usual.objects());
        RenderedFolder.write(tiny, set(), Existing.REFUSE, () -> {});
        ExperimentTest once = new ExperimentTest();
        assertThat(once.work("whole", RunListener.NONE, new StopSignal())).isInstanceOf(RunEnding.Done.class);
    }

    private static Path set() {
        return folder.resolve("set");
    }

    private static RunConfig config(String... assignments) {
        Settings settings = new Settings();
        List.of(
                        "data.pool=voc:" + set() + ":trainval",
                        "data.test=voc:" + set() + ":test",
                        "initial.images=4",
                        "budget=2",
                        "cycles=2",
                        "detector=mobilenet-v2-fpn",
                        "detector.transform.minSize=64",
                        "detector.transform.maxSize=64",
                        "detector.rpn.training.afterNms=50",
                        "detector.rpn.detection.beforeNms=50",
                        "detector.rpn.detection.afterNms=50",
                        "training=torchvision",
                        "training.epochs=1",
                        "training.saving.everyIterations=1",
                        "strategy=hua",
                        "threads=1")
                .forEach(settings::assignment);
        List.of(assignments).forEach(settings::assignment);
        return RunConfig.of(settings).absolute();
    }

    private RunEnding work(String name, RunListener listener, StopSignal stop, String... assignments) {
        RunSession session = new RunSession(config(assignments), folder.resolve(name), context());
        try (RunFolder opened = session.open()) {
            return session.run(opened, listener, stop);
        }
    }

    private RunListener finishing() {
        return new RunListener() {
            @Override
            public void finished(CycleRecord record) {
                finished.add(record.cycle());
            }
        };
    }

    private static RunListener raisingAtTheFirstStep(StopSignal stop) {
        return new RunListener() {
            @Override
            public void stepped(Step step) {
                stop.raise();
            }
        };
    }

    @Test
    void aRunThatIsStoppedAndGoneOnWithComesToTheSameBits() throws IOException {
        StopSignal stop = new StopSignal();
        assertThat(work("stopped", raisingAtTheFirstStep(stop), stop)).isInstanceOf(RunEnding.Stopped.class);
        assertThat(RunFolder.cyclesEnded(folder.resolve("stopped"))).isZero();

        RunConfig frozen = new FrozenRun(folder.resolve("stopped")).config();
        assertThat(frozen).isEqualTo(config());
        assertThat(work("stopped", finishing(), new StopSignal())).isInstanceOf(RunEnding.Done.class);
        assertThat(finished).containsExactly(0, 1);
        assertThat(notices).isEmpty();
        for (String file : List.of("cycle-0/selection.json", "cycle-1/evaluation.json", "pool.json")) {
            assertThat(folder.resolve("stopped").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(weights("stopped", 1)).hasSameBinaryContentAs(weights("whole", 1));
    }

    private static Path weights(String run, int number) throws IOException {
        Path cycle = folder.resolve(run).resolve("cycle-" + number);
        String name = JSON.readTree(Files.readString(cycle.resolve("trained.json")))
                .get("weights")
                .asString();
        return cycle.resolve(name);
    }

    @Test
    void theProvenanceSaysWhoCalled() throws IOException {
        assertThat(Files.readString(folder.resolve("whole/provenance.json"))).contains("\"no command\"", "\"test\"");
    }

    @Test
    void aFolderOfAnotherRunIsRefusedWithTheKeysThatDiffer() {
        assertThatThrownBy(() -> work("whole", RunListener.NONE, new StopSignal(), "budget=3"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("budget: 2, now 3");
    }

    @Test
    void aRunWaitsForPeopleAndSaysSo() {
        assertThat(work("people", RunListener.NONE, new StopSignal(), "oracle=files"))
                .isInstanceOf(RunEnding.Waiting.class);
    }

    @Test
    void aScoringThatIsRepeatedChoosesTheSameAndDetectsNothingAgain() throws IOException {
        Scoring.Result first = score();
        assertThat(first.selection().images()).hasSize(3).doesNotHaveDuplicates();
        assertThat(first.unlabeled()).isEqualTo(14);
        assertThat(first.forwards().get("original")).isEqualTo(14);
        Scoring.Result second = score();
        assertThat(second.record()).usingRecursiveComparison().isEqualTo(first.record());
        assertThat(second.forwards()).isEqualTo(first.forwards());
        assertThat(Files.readAllLines(folder.resolve("score/selection.txt")))
                .isEqualTo(
                        first.selection().images().stream().map(ImageId::value).toList());
    }

    /** What is random in them, views that they ask for and what a person is shown of them included. */
    @ParameterizedTest
    @ValueSource(strings = {"random", "hua", "cald"})
    void theFirstSelectionOfARunIsThatOfAScoring(String strategy) throws IOException {
        StopSignal stop = new StopSignal();
        Path run = folder.resolve("run-" + strategy);
        RunSession session = new RunSession(config("strategy=" + strategy), run, context());
        try (RunFolder opened = session.open()) {
            session.takeFirstCycle(opened, folder.resolve("whole"));
            assertThat(session.run(opened, raisingBeforeAnnotating(stop), stop)).isInstanceOf(RunEnding.Stopped.class);
        }
        Path labeled = Files.write(folder.resolve("labeled-" + strategy), initialImages(run));
        Path scored = folder.resolve("score-" + strategy);
        score(request(strategy, 2, labeled), weights("whole", 0), scored);

        JsonNode ofRun = JSON.readTree(Files.readString(run.resolve("cycle-0/selection.json")));
        JsonNode ofScoring = JSON.readTree(Files.readString(scored.resolve("selection.json")));
        assertThat(ofScoring.get("chosen")).hasSize(2).isEqualTo(ofRun.get("chosen"));
        assertThat(ofScoring.get("passedOver")).isEqualTo(ofRun.get("passedOver"));
    }

    /** A strategy may be added to a benchmark that an earlier version began, which had fewer keys. */
    @Test
    void theFirstCycleOfARunOfAnEarlierVersionCanBeTaken() throws IOException {
        Path earlier = folder.resolve("earlier");
        FileTree.copy(folder.resolve("whole"), earlier, file -> false);
        Files.delete(earlier.resolve("checksums.json"));
        rewrite(earlier.resolve("config.json"), ExperimentTest::removeLaterKeys);
        rewrite(earlier.resolve("provenance.json"), it -> removeLaterKeys((ObjectNode) it.get("config")));
        RunSession other =
                new RunSession(config("budget=3", "training.loss=emphasis"), folder.resolve("differs"), context());
        try (RunFolder opened = other.open()) {
            assertThatThrownBy(() -> other.takeFirstCycle(opened, earlier))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll("its first cycle cannot be taken", "training.loss")
                    .hasMessageNotContaining("oracle");
        }
        RunSession session = new RunSession(config("budget=3"), folder.resolve("taker"), context());
        try (RunFolder opened = session.open()) {
            session.takeFirstCycle(opened, earlier);
        }
        assertThat(folder.resolve("taker/cycle-0/shared.json")).exists();
    }

    private static void removeLaterKeys(ObjectNode config) {
        ((ObjectNode) config.get("oracle")).remove(List.of("url", "project", "tokenFile", "imagesUrl", "imagesPerJob"));
        ((ObjectNode) config.get("training")).remove(List.of("processes", "exchange"));
    }

    private static void rewrite(Path file, Consumer<ObjectNode> change) throws IOException {
        ObjectNode tree = (ObjectNode) JSON.readTree(Files.readString(file));
        change.accept(tree);
        Files.writeString(file, tree.toString());
    }

    private RunSession.Context context() {
        return new RunSession.Context(CALLED, notices::add);
    }

    /** The training of a cycle knows nothing of those that those of the cycles before began with. */
    @Test
    void weightsToBeginWithThatAreExchangedBetweenTwoCyclesAreNoticed() throws IOException {
        Path first = Files.copy(weights("whole", 0), folder.resolve("first.safetensors"));
        String named = "weights.detector=" + first;
        StopSignal stop = new StopSignal();
        assertThat(work("exchanged", raisingBeforeAnnotating(stop), stop, named))
                .isInstanceOf(RunEnding.Stopped.class);
        Files.copy(weights("whole", 1), first, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> work("exchanged", RunListener.NONE, new StopSignal(), named))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        "the weights to begin with are not those that the run began with",
                        "weights.detector: \"first.safetensors sha256:",
                        "Put the former files back");
        assertThat(RunFolder.cyclesEnded(folder.resolve("exchanged"))).isZero();
    }

    private static RunListener raisingBeforeAnnotating(StopSignal stop) {
        return new RunListener() {
            @Override
            public void ended(int cycle, CycleStage stage, double seconds) {
                if (stage == CycleStage.SELECT) {
                    stop.raise();
                }
            }
        };
    }

    private static List<String> initialImages(Path run) throws IOException {
        List<String> images = new ArrayList<>();
        JSON.readTree(Files.readString(run.resolve("initial.json")))
                .get("images")
                .forEach(it -> images.add(it.asString()));
        return images;
    }

    private Scoring.Result score() throws IOException {
        return score(request("entropy", 3, null), weights("whole", 1), folder.resolve("score"));
    }

    private static ScoreRequest request(String strategy, int budget, @Nullable Path labeled) {
        return new ScoreRequest(
                new ScoreRequest.Images("voc:" + set() + ":trainval", labeled, null),
                StrategyChoice.named(strategy),
                NearDuplicates.defaults(),
                budget,
                0);
    }

    private Scoring.Result score(ScoreRequest request, Path weights, Path out) {
        ScoreSession.Detecting detecting = new ScoreSession.Detecting(
                new DetectorSource(weights, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1)),
                4,
                (what, images) -> () -> {});
        return new ScoreSession(request, out).byDetector(detecting, CALLED, notices::add);
    }
}
