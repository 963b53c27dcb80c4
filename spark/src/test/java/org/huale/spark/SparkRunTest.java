package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.huale.app.process.Invocation;
import org.huale.app.run.PredictionOptions;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunListener;
import org.huale.app.run.RunSession;
import org.huale.config.Settings;
import org.huale.dataset.file.Existing;
import org.huale.detect.training.StopSignal;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs whose pools a cluster within this process looks at: the same as runs without. */
class SparkRunTest {
    private static final Logger LOG = LoggerFactory.getLogger(SparkRunTest.class);
    private static final String HERE = "predictions.spark=local[2]";
    private static final String PREDICT = "detector.predict=predict {images} {predictions}";
    private static final int IMAGES = 60;
    private static final int INITIAL = 8;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void runWithout() {
        long seed = LawSeeds.fresh();
        LOG.info("images of seed {}", seed);
        RenderOptions usual = RenderOptions.defaults();
        RenderOptions tiny = new RenderOptions(IMAGES, 5, new ImageSize(64, 64), 3, seed, 3, 2, 0, usual.objects());
        RenderedFolder.write(tiny, folder.resolve("set"), Existing.REFUSE, () -> {});
        work("local", RunListener.NONE, new StopSignal());
    }

    private static RunConfig config(String... more) {
        Settings settings = new Settings();
        List<String> words = new ArrayList<>(List.of(
                "data.pool=voc:" + folder.resolve("set") + ":trainval",
                "data.test=voc:" + folder.resolve("set") + ":test",
                "detector=company",
                "weights.mode=scratch",
                "initial.images=" + INITIAL,
                "budget=6",
                "cycles=3",
                "strategy=hua",
                "selection.nearDuplicates.avoid=never",
                "evaluation.batchSize=3",
                "keep.predictions=true",
                "seed=5",
                "threads=1"));
        words.addAll(List.of(more));
        words.forEach(settings::assignment);
        return RunConfig.of(settings).absolute();
    }

    private static RunEnding work(String name, RunListener listener, StopSignal stop, String... more) {
        RunSession session = new RunSession(
                config(more),
                run(name),
                new RunSession.Context(new Invocation("test", "unknown", List.of()), notice -> {}));
        try (RunFolder opened = session.open()) {
            return session.run(opened, listener, stop);
        }
    }

    private static Path run(String name) {
        return folder.resolve(name);
    }

    private static void assertSame(String name) throws IOException {
        assertSame(name, "local");
    }

    private static void assertSame(String name, String other) throws IOException {
        for (String file :
                List.of("cycle-0/selection.json", "cycle-1/selection.json", "cycle-2/evaluation.json", "pool.json")) {
            assertThat(run(name).resolve(file))
                    .as(file)
                    .hasSameTextualContentAs(run(other).resolve(file));
        }
    }

    /** Does something, such as to stop the run, when so many images of the first selection have been handed over. */
    private static RunListener after(int images, Runnable work) {
        return new RunListener() {
            private final AtomicInteger seen = new AtomicInteger();
            private boolean selecting;

            @Override
            public void began(int cycle, CycleStage stage, int candidates) {
                selecting = stage == CycleStage.SELECT;
            }

            @Override
            public void detected(int more) {
                if (selecting && seen.addAndGet(more) == images) {
                    work.run();
                }
            }
        };
    }

    private static long parts(Path place, String view) throws IOException {
        try (Stream<Path> files = Files.list(place.resolve("views").resolve(view))) {
            return files.filter(it -> it.toString().endsWith(".parquet")).count();
        }
    }

    @Test
    void everySelectionIsTheLocalOneAndTwoStagesAskForTwoJobs() throws IOException {
        assertThat(work("spark", RunListener.NONE, new StopSignal(), HERE)).isInstanceOf(RunEnding.Done.class);
        assertSame("spark");
        for (int cycle = 0; cycle < 2; cycle++) {
            Path parquet = run("spark").resolve("cycle-" + cycle + "/predictions/parquet");
            assertThat(parts(parquet, "original")).isPositive();
            assertThat(parts(parquet, "flipped")).isPositive();
        }
    }

    @Test
    void aRunThatWasStoppedGoesOnWithWhatIsThereInParquet() throws IOException {
        StopSignal stop = new StopSignal();
        Path place = folder.resolve("shared");
        String[] words = {HERE, "predictions.parquet=" + place};
        assertThat(work("stopped", after(20, stop::raise), stop, words)).isInstanceOf(RunEnding.Stopped.class);
        Path cycle = onlyFolderOf(place);
        assertThat(cycle.getFileName().toString()).startsWith("cycle-0-");
        long before = parts(cycle, "original");
        assertThat(before).isPositive();
        forgetWhatWasHandedOver(run("stopped").resolve("cycle-0/predictions"));

        CompanyProvider.SEEN.set(0);
        StopSignal again = new StopSignal();
        AtomicInteger seen = new AtomicInteger(); // before mirrored ones are looked at
        RunListener counting = after(IMAGES - INITIAL, () -> {
            seen.set(CompanyProvider.SEEN.get());
            again.raise();
        });
        assertThat(work("stopped", counting, again, words)).isInstanceOf(RunEnding.Stopped.class);
        assertThat(seen.get()).as("images that Parquet did not have").isLessThanOrEqualTo(IMAGES - INITIAL - 20);
        work("stopped", RunListener.NONE, new StopSignal(), words);
        assertSame("stopped");
    }

    private static Path onlyFolderOf(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.reduce((a, b) -> {
                        throw new AssertionError(a + " and " + b);
                    })
                    .orElseThrow();
        }
    }

    /** As if the machine with the run's folder had lost what only it had. */
    private static void forgetWhatWasHandedOver(Path predictions) throws IOException {
        Files.delete(predictions.resolve("original.predictions"));
    }

    @Test
    void aRunBegunWithoutGoesOnWithSparkAndTheOtherWayRound() throws IOException {
        StopSignal stop = new StopSignal();
        work("changed", after(20, stop::raise), stop);
        StopSignal again = new StopSignal();
        work("changed", after(10, again::raise), again, HERE);
        assertThat(work("changed", RunListener.NONE, new StopSignal())).isInstanceOf(RunEnding.Done.class);
        assertSame("changed");
    }

    @Test
    void aDetectorOfOtherClassesIsAskedForThoseOfTheRun() throws IOException {
        String model = "detector=left,detector.model=" + left("reversed", "foreign");
        work("mapped-local", RunListener.NONE, new StopSignal(), model.split(","));
        work("mapped", RunListener.NONE, new StopSignal(), (model + "," + HERE).split(","));
        assertSame("mapped", "mapped-local");
    }

    /** Of one detector and one pool, of which the second strategy wants to know more than the first had kept. */
    @Test
    void runsThatShareAPlaceDoNotMeet() throws IOException {
        Path place = folder.resolve("place-of-two");
        String model = "detector.model=" + left("common", "foreign");
        String[] words = {HERE, "predictions.parquet=" + place, "detector=left", model, "strategy=entropy"};
        assertThat(work("first-of-two", RunListener.NONE, new StopSignal(), words))
                .isInstanceOf(RunEnding.Done.class);
        words[words.length - 1] = "strategy=hua";
        assertThat(work("second-of-two", RunListener.NONE, new StopSignal(), words))
                .isInstanceOf(RunEnding.Done.class);
        try (Stream<Path> cycles = Files.list(place)) {
            assertThat(cycles).as("two selections in each run").hasSize(4);
        }
    }

    @Test
    void aDetectorThatChangedWithinACycleIsRefused() throws IOException {
        Path file = left("changed", "foreign");
        String[] words = {HERE, "detector=left", "detector.model=" + file};
        StopSignal stop = new StopSignal();
        work("exchanged", after(20, stop::raise), stop, words);
        left("changed", "another");
        assertThatThrownBy(() -> work("exchanged", RunListener.NONE, new StopSignal(), words))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(file + ": was changed since this cycle began with it");
    }

    /** Tells apart the run's classes in reverse, and one more before them. */
    private static Path left(String name, String foreign) throws IOException {
        List<String> lines =
                new ArrayList<>(Files.readAllLines(run("local").resolve("cycle-0/training/weights/last.company")));
        List<String> classes = lines.subList(2, lines.size());
        Collections.reverse(classes);
        classes.add(0, foreign);
        return Files.write(folder.resolve(name + ".left"), lines);
    }

    @Test
    void whatAClusterCannotDoIsRefusedBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> work("cald", RunListener.NONE, new StopSignal(), HERE, "strategy=cald"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("predictions.spark: local[2] does not look at images in the views [")
                .hasMessageContaining("strategy cald");
        assertThat(run("cald")).doesNotExist();
        for (String late : List.of("ssm", "{name: switch, late: {name: cald}}", "{name: switch, late: {name: ssm}}")) {
            assertThatThrownBy(() -> work("late", RunListener.NONE, new StopSignal(), HERE, "strategy=" + late))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("does not look at images in the views [");
            assertThat(run("late")).doesNotExist();
        }
        for (String url : List.of("foo", "local[0]")) {
            assertThatThrownBy(() -> work("nowhere", RunListener.NONE, new StopSignal(), "predictions.spark=" + url))
                    .isInstanceOf(HualeException.class)
                    .hasMessageStartingWith(url + ": is no cluster that this Spark knows");
            assertThat(run("nowhere")).doesNotExist();
        }
        String far = "predictions.parquet=s3a://bucket/huale";
        assertThatThrownBy(() -> work("far", RunListener.NONE, new StopSignal(), HERE, far))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(
                        "s3a://bucket/huale: no file system that Hadoop can use here: no jar on the class"
                                + " path has org.apache.hadoop.fs.s3a.S3AFileSystem");
        assertThat(run("far")).doesNotExist();
        String[] own = {HERE, "strategy=random", "detector=command", "detector.train=train {voc} {out}", PREDICT};
        assertThatThrownBy(() -> work("own", RunListener.NONE, new StopSignal(), own))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("predictions.spark: detectors of the kind command work on this machine alone");
        assertThat(run("own")).doesNotExist();
        assertThatThrownBy(() -> config("predictions.parquet=somewhere"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("spark names no cluster; got somewhere")
                .hasMessageContaining("predictions.parquet= leaves it out");
        assertThat(config(HERE, "predictions.parquet=somewhere", "predictions.spark=", "predictions.parquet=")
                        .predictions())
                .as("what docs/spark.md says to go on without Spark")
                .isEqualTo(PredictionOptions.local());
    }
}
