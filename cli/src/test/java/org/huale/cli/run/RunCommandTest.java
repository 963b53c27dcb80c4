package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.cli.RunContent;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.CycleFolder;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.Pool;
import org.huale.loop.pool.PoolFile;
import org.huale.metric.Evaluation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs as a user begins, plans, kills and goes on with them, on images and a detector as small as can be. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class RunCommandTest extends ProgramTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeDataAndRun() throws IOException {
        RunCommandTest once = new RunCommandTest();
        Program.drawTinySet(folder.resolve("set"), 14);
        Files.writeString(folder.resolve("run.yaml"), Program.data(folder.resolve("set")) + """
                initial: {images: 4}
                budget: 2
                cycles: 2
                detector:
                  name: mobilenet-v2-fpn
                  transform: {minSize: 64, maxSize: 64}
                  rpn: {training: {afterNms: 50}, detection: {beforeNms: 50, afterNms: 50}}
                training: {recipe: torchvision, epochs: 1, saving: {everyIterations: 1}}
                strategy: hua
                threads: 1
                """);
        once.succeed("run", path("run.yaml"), "--out", path("whole"));
    }

    @Test
    void aPlanTouchesNothing() {
        succeed("run", path("run.yaml"), "--dry-run", "--json", "--out", path("planned"), "--cycles", "3");
        JsonNode cycles = JSON.readTree(out.toString()).get("cycles");
        assertThat(folder.resolve("planned")).doesNotExist();
        assertThat(cycles).hasSize(3);
        assertThat(cycles.get(1).get("images").asInt()).isEqualTo(6);
        assertThat(cycles.get(1).get("iterations").asInt()).isEqualTo(3);
        assertThat(cycles.get(0).at("/forwards/original").asInt()).isEqualTo(10);
        assertThat(cycles.get(0).at("/forwards/flipped").asInt()).isEqualTo(6);
        assertThat(cycles.get(2).get("selected").asInt()).isZero();
    }

    /** So that what is compared between cycles is the images, and not how long was trained. */
    @Test
    void byTheUsualRecipeEveryCycleHasAsManyIterations() throws IOException {
        Path usual = folder.resolve("usual.yaml");
        Files.writeString(usual, Program.data(folder.resolve("set")) + Program.TINY_RUN + "cycles: 3\n");
        succeed("run", usual.toString(), "--dry-run", "--no-timing", "--json");
        JsonNode cycles = JSON.readTree(out.toString()).get("cycles");
        assertThat(cycles).extracting(it -> it.get("images").asInt()).containsExactly(4, 6, 8);
        assertThat(cycles).extracting(it -> it.get("iterations").asInt()).containsExactly(3000, 3000, 3000);
    }

    @Test
    void whatIsForAPlanOrForARunIsRefusedWithTheOther() {
        assertThat(run("run", path("run.yaml"), "cycles=1", "--no-timing", "--out", path("untimed")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--no-timing would do nothing without --dry-run; leave that out");
        assertThat(folder.resolve("untimed")).doesNotExist();
        assertThat(run("run", path("run.yaml"), "--dry-run", "--no-timing", "--resume", "--first-cycle", path("whole")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("--resume, --first-cycle would do nothing beside --dry-run; leave that out");
    }

    @Test
    void aPlanSaysHowTheInitialSetIsFoundAndLooksAtNoImage() {
        succeed("run", path("run.yaml"), "--dry-run", "--json", "initial.method=k-centre", "initial.features=patch");
        assertThat(JSON.readTree(out.toString()).get("initial").asString()).isEqualTo("k-centre by patch");
        succeed("run", path("run.yaml"), "--dry-run", "--json", "strategy=oracle-objects");
        JsonNode plan = JSON.readTree(out.toString());
        assertThat(plan.get("strategy").asString()).isEqualTo("oracle-objects (a bound)");
        assertThat(plan.at("/cycles/0/forwards/frozen-map").asInt()).isEqualTo(14);
    }

    @Test
    void aBoundIsRefusedWherePeopleAnnotate() {
        assertThat(run("run", path("run.yaml"), "strategy=oracle-counts", "oracle=files", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("oracle-counts is a bound", "it needs oracle: ground-truth, got files");
    }

    /** Nothing of the backbone is frozen where no weights are there to begin with. */
    @Test
    void vectorsThatNoDetectorOfTheRunWillGiveAreRefusedBeforeItTrains() {
        String coreSet = "strategy={name: core-set, features: backbone}";
        assertThat(run("run", path("run.yaml"), coreSet, "--dry-run", "--no-timing"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(run("run", path("run.yaml"), coreSet, "--out", path("vectors")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("strategy: the detector gives no backbone features of images");
        assertThat(folder.resolve("vectors")).doesNotExist();
    }

    /** Which the run keeps, and people might annotate for a week before they are needed. */
    @Test
    void weightsAndDeviceAreLookedAtWhereARunBeginsAndNotWhereItIsPlanned() {
        for (String missing : List.of("weights.backbone=" + path("wieghts.pth"), "device=cuda:99")) {
            succeed("run", path("run.yaml"), missing, "--dry-run", "--no-timing");
            assertThat(run("run", path("run.yaml"), missing, "oracle=files", "--out", path("handed")))
                    .isEqualTo(ExitCode.USER_INPUT);
        }
        assertThat(err.toString())
                .contains("wieghts.pth: does not exist", "device cuda:99: ")
                .doesNotContain("--device");
        assertThat(folder.resolve("handed")).doesNotExist();
    }

    @Test
    void aRunWithoutWeightsChoosesItsInitialSetByThumbnails() throws IOException {
        succeed("run", path("run.yaml"), "initial.method=typical", "cycles=1", "--out", path("typical"));
        assertThat(Files.readString(folder.resolve("typical/initial.json"))).contains("typical by image of thumbnails");
    }

    @Test
    void aPlanSaysHowAnchorsFitAndHowLongItTakes() {
        succeed("run", path("run.yaml"), "--dry-run", "--json");
        JsonNode forecast = JSON.readTree(out.toString()).get("forecast");
        assertThat(forecast.at("/anchors/share50").asDouble()).isBetween(0.0, 1.0);
        assertThat(forecast.at("/anchors/boxes").asInt()).isPositive();
        assertThat(forecast.get("minutes")).hasSize(2);
        assertThat(forecast.get("minutes").get(0).asDouble()).isPositive();

        succeed("run", path("run.yaml"), "--dry-run", "--no-timing", "detector.rpn.anchors=auto");
        assertThat(out.toString()).contains("Anchors, on the first images:").doesNotContain("Minutes");

        succeed(
                "run",
                path("run.yaml"),
                "--dry-run",
                "--no-timing",
                "detector.rpn.anchors.sizes=[[200],[210],[220],[230]]");
        assertThat(out.toString())
                .contains(
                        "Anchors, on the first images: 0 %",
                        "warning: the others are hard to learn; detector.rpn.anchors: auto or");
    }

    @Test
    void aPlanSaysWhereItsFirstImagesAreOthersThanTheRuns() {
        succeed("run", path("run.yaml"), "--dry-run", "--no-timing", "initial.method=typical");
        assertThat(out.toString())
                .contains("Initial set: typical by image", "Anchors, on images drawn in place of the first: ");
    }

    /** An image of four pixels shows no object that an anchor fits. */
    @Test
    void aPlanAdvisesNoAnchorsThatItHasAlready() {
        succeed(
                "run",
                path("run.yaml"),
                "--dry-run",
                "--no-timing",
                "detector.rpn.anchors=auto",
                "detector.transform.minSize=4",
                "detector.transform.maxSize=4");
        assertThat(out.toString())
                .contains("warning: the others are hard to learn; a larger detector.transform.minSize helps")
                .doesNotContain("anchors: auto");
    }

    /** The second cycle has learned more images; an anchor is for all of them or none. */
    @Test
    void allCyclesHaveTheAnchorsOfTheFirst() throws IOException {
        succeed("run", path("run.yaml"), "--out", path("auto"), "detector.rpn.anchors=auto");
        JsonNode first = anchors("auto/cycle-0/training/config.json");
        assertThat(first.get("sizes").get(0)).hasSize(2);
        assertThat(anchors("auto/cycle-1/training/config.json")).isEqualTo(first);
        assertThat(JSON.readTree(folder.resolve("auto/config.json").toFile()).at("/detector/rpn/anchors/sizes"))
                .as("the run's own configuration")
                .isEmpty();
    }

    private static JsonNode anchors(String file) {
        return JSON.readTree(folder.resolve(file).toFile()).at("/config/detector/rpn/anchors");
    }

    /** Half-trained ones have the same name. */
    @Test
    void aRunThatIsDoneSaysWhereItsNewestDetectorIs() {
        succeed("resume", path("whole"));
        assertThat(out.toString())
                .contains("Done: 2 cycles are done. The run is in " + path("whole"))
                .contains("Newest detector: " + folder.resolve("whole/cycle-1/training/weights/last.safetensors"));
    }

    @Test
    void aFinishedRunIsToldAgain() {
        succeed("resume", path("whole"), "--json");
        JsonNode cycles = JSON.readTree(out.toString()).get("cycles");
        assertThat(cycles).hasSize(2);
        assertThat(cycles.get(1).get("images").asInt()).isEqualTo(6);
        assertThat(cycles.get(1).at("/figures/voc/AP-all-point").isNumber()).isTrue();
    }

    @Test
    void misspelledKeysAndMissingDataAreTheUsersToMend() {
        assertThat(run("run", path("run.yaml"), "bugdet=3", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("bugdet: unknown key; did you mean budget?");
        assertThat(run("run", path("run.yaml"), "strategy=hau", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("hau", "hua");
        assertThat(run("run", path("run.yaml"), "data.test=", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(run("run", path("run.yaml"), "cycles=0", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("cycles must be at least 1, got 0");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aRunBeginsWithADetectorOfOtherClasses() {
        succeed("make-dataset", path("three"), "--images", "4", "--classes", "3", "--size", "64x64");
        succeed(
                "train",
                "--data",
                "voc:" + path("three"),
                "--model",
                "mobilenet-v2-fpn",
                "--epochs",
                "1",
                "--out",
                path("first"),
                "detector.transform.minSize=64",
                "detector.transform.maxSize=64",
                "detector.rpn.anchors.sizes=[[8],[16],[32],[48]]");
        String weights = path("first/weights/last.safetensors");
        succeed("run", path("run.yaml"), "cycles=1", "weights.detector=" + weights, "--out", path("transferred"));
        assertThat(folder.resolve("transferred/config.json")).content().contains("[ [ 8 ], [ 16 ], [ 32 ], [ 48 ] ]");
        String[] other = {"run", path("run.yaml"), "detector=resnet18-fpn", "weights.detector=" + weights};
        assertThat(run(Stream.concat(Stream.of(other), Stream.of("--out", path("unfit")))
                        .toArray(String[]::new)))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("the weights do not fit the network", "backbone.body.conv1.weight [64, 3, 7, 7]");
    }

    @Test
    void aFolderWithARunIsGoneOnWithOnlyWhereItIsTheSame() {
        assertThat(run("run", path("run.yaml"), "--out", path("whole"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("holds a run already; 'huale resume");
        succeed("run", path("run.yaml"), "--out", path("whole"), "--resume");
        assertThat(run("run", path("run.yaml"), "seed=5", "--out", path("whole"), "--resume"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("seed: 0, now 5");
        assertThat(run("resume", path("set"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("holds no run to resume");
        assertThat(run("resume", path("whole"), "--cycles", "1")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("2 cycles are done already");
    }

    @Test
    void aRunThatPeopleAnnotateWaitsForThem() {
        String[] arguments = {"run", path("run.yaml"), "oracle=files", "--out", path("people")};
        assertThat(run(arguments)).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(folder.resolve("people/initial/to-label")).isNotEmptyDirectory();
        assertThat(run("resume", path("people"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
    }

    @Test
    void annotatorsGetAnyFormatOnTheClassPath() {
        String[] arguments = {"run", path("run.yaml"), "oracle=files", "oracle.format=toy", "--out", path("toy")};
        assertThat(run(arguments)).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(folder.resolve("toy/initial/to-label/to-label.toy"))
                .content()
                .contains("classes\tdisc\tsquare\n");
        assertThat(folder.resolve("toy/config.json")).content().contains("\"format\" : \"toy\"");
        assertThat(run("resume", path("toy"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
    }

    @Test
    void aPlainFolderIsAPoolForPeopleOnly() {
        String pool = "data.pool=" + path("set/JPEGImages");
        assertThat(run("run", path("run.yaml"), pool, "oracle=files", "--out", path("plain")))
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(folder.resolve("plain/initial/to-label/classes.txt"))
                .content()
                .isEqualTo("disc\nsquare\n");
        assertThat(run("run", path("run.yaml"), pool, "--out", path("plain-2"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("JPEGImages", "must begin with its kind");
    }

    /** Its detector has learned what was annotated before, and what is annotated now is for the next one. */
    @Test
    void theForecastOfARunThatWaitsIsOfTheImagesThatItWaitsFor() {
        StringWriter told = new StringWriter();
        RunEnding waits = new RunEnding.Waiting(new Oracle.Pending(0, 10, "annotate them"));
        assertThat(new RunOutcome(waits, waiting()).tell(new PrintWriter(told), false))
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(told.toString()).contains("Next batch: 10 images more: ", "; now 60.0, so a gain of");
    }

    /** A run that has learned from 20 images and then from 40, and has chosen 10. */
    private static Path waiting() {
        Path run = folder.resolve("waiting");
        RunSummary summary =
                new RunSummary("waiting", "made up", "random", "standard", 1, List.of("disc"), "{}", Map.of());
        try (RunFolder opened = RunFolder.create(run, summary)) {
            opened.cycle(0)
                    .recorded(new CycleRecord(
                            0, 20, 0, List.of(0), measured(0.5), Map.of(), Map.of(), Map.of(), 0, null));
            opened.cycle(1).evaluated(measured(0.6));
            opened.cycle(1).selected(new CycleFolder.Selected(chosen(images(40, 50)), List.of(), Map.of(), null));
            opened.files().write(RunContents.POOL, PoolFile.content(pool()));
        }
        return run;
    }

    private static Pool pool() {
        return Pool.of(new Dataset("made up", ClassNames.of("disc"), images(0, 60)))
                .label(-1, unseen(images(0, 20)))
                .label(0, unseen(images(20, 40)));
    }

    private static List<ImageRecord> images(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(it ->
                        new ImageRecord(new ImageId("i" + it), Path.of("none.jpg"), new ImageSize(9, 9), List.of()))
                .toList();
    }

    private static Map<ImageId, List<Annotation>> unseen(List<ImageRecord> images) {
        return images.stream().collect(Collectors.toMap(ImageRecord::id, ImageRecord::annotations));
    }

    private static List<SelectionRecord.Chosen> chosen(List<ImageRecord> images) {
        return images.stream()
                .map(it -> new SelectionRecord.Chosen(
                        new ImageScore(it.id(), 1, new Explanation("made up", List.of())),
                        it.file(),
                        it.size(),
                        null,
                        null))
                .toList();
    }

    private static Map<String, Evaluation> measured(double figure) {
        Map<String, Double> figures = Map.of("AP-all-point", figure, "AP-eleven-point", figure);
        return Map.of("voc", new Evaluation("voc", new Evaluation.Counts(1, 1, 0, 1), figures, List.of(), List.of()));
    }

    @Test
    void aKilledRunGoesOnToTheSameBits() throws IOException, InterruptedException {
        killAndCompare("killed", 4, 5);
    }

    @Test
    @Tag("slow")
    void aRunKilledManyTimesGoesOnToTheSameBits() throws IOException, InterruptedException {
        killAndCompare("killed-often", 15, 6);
    }

    /** Lets each process come somewhat further than the one before it before it is killed. */
    private void killAndCompare(String name, int kills, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < kills; i++) {
            kill(name, random.nextInt(1, 5), random.nextInt(0, 200));
        }
        if (Files.exists(folder.resolve(name + "/config.json"))) {
            succeed("resume", path(name));
        } else {
            succeed("run", path("run.yaml"), "--out", path(name));
        }
        assertThat(RunContent.of(folder.resolve(name))).isEqualTo(RunContent.of(folder.resolve("whole")));
    }

    /** Kills a process so many milliseconds after it has made some files more. */
    private void kill(String name, int files, int milliseconds) throws IOException, InterruptedException {
        String[] command = Files.exists(folder.resolve(name + "/config.json"))
                ? new String[] {"resume", path(name)}
                : new String[] {"run", path("run.yaml"), "--out", path(name)};
        Process child = Program.start(folder.resolve("child.txt"), command);
        long before = files(name);
        while (child.isAlive() && files(name) < before + files) {
            Thread.sleep(1);
        }
        child.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();
    }

    private static long files(String name) throws IOException {
        Path run = folder.resolve(name);
        if (!Files.exists(run)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(run)) {
            return files.count();
        } catch (UncheckedIOException e) {
            return 0; // a file went away meanwhile
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
