package org.huale.app.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.huale.app.process.Invocation;
import org.huale.app.run.ClassRevision;
import org.huale.app.run.FrozenRun;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.app.run.RunListener;
import org.huale.app.run.RunSession;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Existing;
import org.huale.detect.training.StopSignal;
import org.huale.geometry.ImageSize;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.Save;
import org.huale.inbox.content.WantedImage;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunRepair;
import org.huale.problem.HualeException;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedFolder;
import org.huale.revision.ClassChange;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run annotated by way of the inbox and by way of files is the run of the ground truth, to the bit. */
class AnnotatedRunTest {
    private static final Invocation CALLED = new Invocation("test", "unknown", List.of("no", "command"));
    private static final List<String> RESULTS =
            List.of("initial-annotations.json", "cycle-0/annotations.json", "cycle-1/evaluation.json", "pool.json");

    @TempDir
    private static Path folder;

    private static Dataset truth;

    @BeforeAll
    static void drawImagesAndRunOnTheirTruth() {
        RenderOptions usual = RenderOptions.defaults();
        RenderOptions tiny = new RenderOptions(
                10,
                2,
                new ImageSize(64, 64),
                2,
                usual.seed(),
                usual.tailRatio(),
                usual.testTailRatio(),
                usual.duplicateShare(),
                usual.objects());
        RenderedFolder.write(tiny, folder.resolve("set"), Existing.REFUSE, () -> {});
        truth = DatasetLocator.parse("voc:" + folder.resolve("set") + ":trainval")
                .read()
                .dataset();
        assertThat(work("truth", "ground-truth", 1)).isInstanceOf(RunEnding.Done.class);
    }

    private static RunConfig config(String oracle) {
        return config(oracle, "voc:" + folder.resolve("set") + ":trainval");
    }

    private static RunConfig config(String oracle, String pool) {
        Settings settings = new Settings();
        List.of(
                        "data.pool=" + pool,
                        "data.test=voc:" + folder.resolve("set") + ":test",
                        "initial.images=3",
                        "budget=3",
                        "cycles=2",
                        "detector=small-resnet-fpn",
                        "training.iterations=2",
                        "training.batchSize=2",
                        "training.loader.threads=1",
                        "weights.mode=scratch",
                        "strategy=random",
                        "threads=1",
                        "oracle=" + oracle)
                .forEach(settings::assignment);
        return RunConfig.of(settings).absolute();
    }

    private static RunEnding work(String name, String oracle, double enough) {
        return work(name, config(oracle), enough);
    }

    private static RunEnding work(String name, RunConfig config, double enough) {
        RunSession session =
                new RunSession(config, run(name), new RunSession.Context(CALLED, notice -> {}).goingOnAt(enough));
        try (RunFolder opened = session.open()) {
            return session.run(opened, RunListener.NONE, new StopSignal());
        }
    }

    private static Path run(String name) {
        return folder.resolve(name);
    }

    private static Map<ImageId, List<Annotation>> objects() {
        Map<ImageId, List<Annotation>> objects = new HashMap<>();
        truth.images().forEach(image -> objects.put(image.id(), image.annotations()));
        return objects;
    }

    /** Does the next images of a request as the truth has them. */
    private static void annotate(String name, int images) {
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            for (int i = 0; i < images; i++) {
                InboxImage image =
                        inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
                List<InboxBox> boxes = new ArrayList<>();
                for (Annotation object : List.copyOf(
                        Optional.ofNullable(objects().get(image.name())).orElseThrow())) {
                    boxes.add(new InboxBox(boxes.size(), object, OptionalInt.empty()));
                }
                inbox.work()
                        .save(new Save(image.id(), image.revision(), "ann", ImageState.DONE, "", 2, boxes, Map.of()));
            }
        }
    }

    private static void assertSameResults(String name) {
        for (String file : RESULTS) {
            assertThat(run(name).resolve(file))
                    .hasSameBinaryContentAs(run("truth").resolve(file));
        }
    }

    @Test
    void byWayOfTheInbox() {
        assertThat(work("inbox", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        annotate("inbox", 2);
        RunEnding.Waiting waiting = (RunEnding.Waiting) work("inbox", "inbox", 1);
        assertThat(waiting.answer().done()).isEqualTo(2);
        annotate("inbox", 1);
        assertThat(work("inbox", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        annotate("inbox", 3);
        assertThat(work("inbox", "inbox", 1)).isInstanceOf(RunEnding.Done.class);
        assertSameResults("inbox");
        assertThat(run("inbox").resolve("annotation-seconds.csv")).content().hasLineCount(7);
    }

    /** A run whose images people annotate all at once, in the inbox. */
    private void finish(String name) {
        work(name, "inbox", 1);
        annotate(name, 3);
        work(name, "inbox", 1);
        annotate(name, 3);
        assertThat(work(name, "inbox", 1)).isInstanceOf(RunEnding.Done.class);
    }

    /** As after damage to it: people would do for nobody what is done, and what the run waits for would come last. */
    @Test
    void whereAnOlderInboxIsPutBackNobodyIsAskedForWhatTheRunHas() throws IOException {
        work("older", "inbox", 1);
        annotate("older", 1);
        Path inbox = run("older").resolve(Inbox.FILE);
        Path copy = Files.copy(inbox, folder.resolve("older.sqlite"));
        annotate("older", 2);
        assertThat(work("older", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        Files.copy(copy, inbox, StandardCopyOption.REPLACE_EXISTING);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("older"), List.of(folder.resolve("none"))))
                .withMessageContaining("waits for no annotations");
        Files.copy(copy, inbox, StandardCopyOption.REPLACE_EXISTING);
        assertThat(work("older", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        annotate("older", 3);
        assertThat(work("older", "inbox", 1)).isInstanceOf(RunEnding.Done.class);
        assertSameResults("older");
    }

    /** Nobody is asked to do again what is in the inbox. */
    @Test
    void damagedAnnotationsAreReadFromTheInboxAgain() throws IOException {
        finish("damaged");
        for (String file : List.of("initial-annotations.json", "cycle-0/annotations.json")) {
            Path damaged = run("damaged").resolve(file);
            Files.writeString(damaged, Files.readString(damaged).replace('1', '2'));
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> work("damaged", "inbox", 1))
                    .withMessageContainingAll(damaged + ": damaged", "--repair", "read again");
            assertThat(RunRepair.of(run("damaged"), Instant.EPOCH)).isNotEmpty();
            assertThat(work("damaged", "inbox", 1)).isInstanceOf(RunEnding.Done.class);
            assertSameResults("damaged");
        }
    }

    /** Which is chosen among the images of then, so that the answers that are there fit it. */
    @Test
    void whatIsChosenAgainOnceThePoolHasGrownIsWhatPeopleWereAskedFor() throws IOException {
        RunConfig config = config("inbox", "voc:" + growing("growing") + ":trainval");
        work("grown", config, 1);
        annotate("grown", 3);
        work("grown", config, 1);
        annotate("grown", 3);
        grow("growing");
        assertThat(work("grown", config, 1)).isInstanceOf(RunEnding.Done.class);
        Map<String, String> before = results("grown");
        for (String file : List.of("initial.json", "cycle-0/selection.json", "cycle-0/trained.json")) {
            Files.writeString(run("grown").resolve(file), "{}");
            assertThat(RunRepair.of(run("grown"), Instant.EPOCH)).isNotEmpty();
            assertThat(work("grown", config, 1)).as(file).isInstanceOf(RunEnding.Done.class);
            assertThat(results("grown")).as(file).isEqualTo(before);
        }
    }

    /** The request in the inbox asks for what was chosen without images that come only then. */
    @Test
    void whatPeopleAreAskedForStaysWhereImagesComeBeforeARepair() throws IOException {
        RunConfig config = config("inbox", "voc:" + growing("repaired") + ":trainval");
        work("asked", config, 1);
        annotate("asked", 3);
        assertThat(work("asked", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        Path selection = run("asked").resolve("cycle-0/selection.json");
        String selected = Files.readString(selection);
        Files.writeString(selection, "{}");
        grow("repaired");
        assertThat(RunRepair.of(run("asked"), Instant.EPOCH)).isNotEmpty();
        assertThat(work("asked", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(selection).content().isEqualTo(selected);
        assertThat(run("asked").resolve("pool-images.json")).content().contains("\"first\" : 1");
        annotate("asked", 3);
        assertThat(work("asked", config, 1)).isInstanceOf(RunEnding.Done.class);
    }

    /** A copy of the images, in whose list those that would be drawn first are missing. */
    private static Path growing(String name) throws IOException {
        Path copy = folder.resolve(name);
        FileTree.copy(folder.resolve("set"), copy, file -> false);
        List<String> all = Files.readAllLines(trainval("set"));
        List<String> fewer = new ArrayList<>(all);
        RunFolder.annotationsByCycle(run("truth")).get(0).keySet().forEach(it -> fewer.remove(it.value()));
        assertThat(fewer).as("those that would be drawn first come later").hasSize(all.size() - 3);
        Files.write(trainval(name), fewer);
        return copy;
    }

    private static void grow(String name) throws IOException {
        Files.copy(trainval("set"), trainval(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path trainval(String set) {
        return folder.resolve(set).resolve("ImageSets/Main/trainval.txt");
    }

    private static Map<String, String> results(String name) throws IOException {
        Map<String, String> results = new HashMap<>();
        for (String file : RESULTS) {
            results.put(file, Files.readString(run(name).resolve(file)));
        }
        return results;
    }

    /** The request in the inbox still has the classes of then. */
    @Test
    void damagedAnnotationsAreReadAgainAsTheyWereThoughClassesChangedSince() throws IOException {
        finish("revised");
        revise(
                "revised",
                ClassChange.merge(
                        List.of(truth.classes().name(0), truth.classes().name(1)), "thing"));
        LabeledSoFar before = LabeledSoFar.of(run("revised"), false);
        assertThat(before.images().classes().names()).contains("thing");
        Files.writeString(run("revised").resolve("initial-annotations.json"), "{}");
        assertThat(RunRepair.of(run("revised"), Instant.EPOCH)).isNotEmpty();
        assertThat(LabeledSoFar.of(run("revised"), false)).isEqualTo(before);
        assertThat(work("revised", "inbox", 1)).isInstanceOf(RunEnding.Done.class);
        assertSameResults("revised");
        assertThat(LabeledSoFar.of(run("revised"), false)).isEqualTo(before);
    }

    @Test
    void aRequestThatAnEarlierVersionGaveLaterClassesGetsThoseOfThenBack() throws IOException {
        finish("ahead");
        revise("ahead", ClassChange.rename(truth.classes().name(1), "thing"));
        revise("ahead", ClassChange.add(List.of("ring")));
        giveLatestClasses("ahead");
        Files.writeString(run("ahead").resolve("initial-annotations.json"), "{}");
        assertThat(RunRepair.of(run("ahead"), Instant.EPOCH)).isNotEmpty();
        assertThat(work("ahead", "inbox", 1)).isInstanceOf(RunEnding.Done.class);
        assertSameResults("ahead");
    }

    @Test
    void whereItsBoxesDoNotTellTheClassesOfThenTheImagesAreAskedForAnewWithoutTheInbox() throws IOException {
        finish("lumped");
        revise(
                "lumped",
                ClassChange.merge(
                        List.of(truth.classes().name(0), truth.classes().name(1)), "thing"));
        giveLatestClasses("lumped");
        Files.writeString(run("lumped").resolve("initial-annotations.json"), "{}");
        assertThat(RunRepair.of(run("lumped"), Instant.EPOCH)).isNotEmpty();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> work("lumped", "inbox", 1))
                .withMessageContaining("request initial is there with the classes [thing], the run has "
                        + truth.classes().names())
                .withMessageContainingAll(Inbox.FILE, "move it away: the run then asks anew");
        Files.move(run("lumped").resolve(Inbox.FILE), run("lumped").resolve("inbox-of-before.sqlite"));
        assertThat(work("lumped", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        annotate("lumped", 3);
        assertThat(work("lumped", "inbox", 1)).isInstanceOf(RunEnding.Done.class);
        assertSameResults("lumped");
    }

    /** As an earlier version did with the first request where its answer was gone. */
    private static void giveLatestClasses(String name) {
        ClassRenumbering change = RunFolder.classes(run(name)).sinceTheBeginning();
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int old = 0; old < change.places().size(); old++) {
            numbers.put(old, change.places().get(old));
        }
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().changeClasses("initial", change.to(), numbers);
        }
    }

    @Test
    void damagedAnnotationsAreReadFromTheFolderAgain() throws IOException {
        work("handed", "files", 1);
        DatasetLocator.target("coco:" + folder.resolve("handed.json") + ":" + folder.resolve("handedcopies"))
                .write(truthReading(), Existing.REPLACE, () -> {});
        Files.copy(folder.resolve("handed.json"), run("handed").resolve("initial/labeled/all.json"));
        work("handed", "files", 1);
        Path annotations = run("handed").resolve("initial-annotations.json");
        String before = Files.readString(annotations);
        Files.delete(run("handed").resolve("inbox.sqlite"));
        Files.writeString(annotations, "{}");
        RunRepair.of(run("handed"), Instant.EPOCH);
        assertThat(run("handed").resolve("initial/labeled/all.json")).exists();
        work("handed", "files", 1);
        assertThat(annotations).content().isEqualTo(before);
    }

    @Test
    void byWayOfFilesInLabeledAndOfImport() throws IOException {
        assertThat(work("files", "files", 1)).isInstanceOf(RunEnding.Waiting.class);
        Path labeled = run("files").resolve("initial/labeled");
        LabeledSoFar nothing = LabeledSoFar.of(run("files"), false);
        assertThat(nothing.images().images()).isEmpty();
        DatasetLocator.target("coco:" + folder.resolve("all.json") + ":" + folder.resolve("copies"))
                .write(truthReading(), Existing.REPLACE, () -> {});
        Files.copy(folder.resolve("all.json"), labeled.resolve("all.json"));
        assertThat(work("files", "files", 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(LabeledSoFar.of(run("files"), false).images().size()).isEqualTo(3);
        FinishedFiles.Outcome brought = FinishedFiles.bring(run("files"), List.of(folder.resolve("all.json")));
        assertThat(brought.taken()).isEqualTo(3);
        assertThat(brought.left().isComplete()).isTrue();
        assertThat(LabeledSoFar.of(run("files"), false).images().size()).isEqualTo(6);
        assertThat(work("files", "files", 1)).isInstanceOf(RunEnding.Done.class);
        assertSameResults("files");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("files"), List.of(labeled)))
                .withMessageContaining("waits for no annotations");
    }

    private static DatasetReading truthReading() {
        return DatasetLocator.parse("voc:" + folder.resolve("set") + ":trainval")
                .read();
    }

    @Test
    void whereAShareIsEnoughTheOthersGoBackToThePool() {
        assertThat(work("share", "inbox", 0.6)).isInstanceOf(RunEnding.Waiting.class);
        annotate("share", 2);
        assertThat(work("share", "inbox", 0.6)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(RunFolder.annotations(run("share"))).hasSize(2);
        annotate("share", 2);
        assertThat(work("share", "inbox", 0.6)).isInstanceOf(RunEnding.Done.class);
        assertThat(RunFolder.annotations(run("share"))).hasSize(4);
    }

    /** The strategy has looked at nothing, and still there is something to start from. */
    @Test
    void guessesAreThereForEveryStrategyAndStayTheSame() throws IOException {
        work("guesses", "{name: files, guesses: true, guessThreshold: 0}", 1);
        annotate("guesses", 3);
        work("guesses", "{name: files, guesses: true, guessThreshold: 0}", 1);
        List<InboxImage> images = images("guesses", "cycle-0");
        assertThat(images).allSatisfy(image -> {
            assertThat(image.guesses()).isNotEmpty().allMatch(guess -> guess.score() == guess.confidence());
            assertThat(image.why()).startsWith("{\"text\":\"").contains("\"parts\":[");
        });
        Path cycle = run("guesses").resolve("cycle-0");
        assertThat(cycle.resolve("to-label/label-studio.json")).exists();
        assertThat(LabeledSoFar.of(run("guesses"), true).proposed())
                .hasSize(3)
                .allMatch(image -> !image.annotations().isEmpty());
        String before = Files.readString(cycle.resolve("guesses.json"));
        Files.delete(cycle.resolve("guesses.json"));
        work("guesses", "{name: files, guesses: true, guessThreshold: 0}", 1);
        assertThat(cycle.resolve("guesses.json")).hasContent(before.strip());
    }

    /** Detecting in what the strategy has not looked at may take longer than a process has that is asked to stop. */
    @Test
    void aRunIsStoppedWhileItGuesses() {
        work("impatient", "inbox", 1);
        annotate("impatient", 3);
        StopSignal stop = new StopSignal();
        RunSession session =
                new RunSession(config("inbox"), run("impatient"), new RunSession.Context(CALLED, notice -> {}));
        try (RunFolder opened = session.open()) {
            assertThat(session.run(opened, raisingWherePeopleAreAsked(stop), stop))
                    .isInstanceOf(RunEnding.Stopped.class);
        }
        Path guesses = run("impatient").resolve("cycle-0/guesses.json");
        assertThat(guesses).doesNotExist();
        assertThat(work("impatient", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(guesses).exists();
    }

    private static RunListener raisingWherePeopleAreAsked(StopSignal stop) {
        return new RunListener() {
            @Override
            public void began(int cycle, CycleStage stage, int images) {
                if (cycle == 0 && stage == CycleStage.ANNOTATE) {
                    stop.raise();
                }
            }
        };
    }

    /** The record of what was the last cycle is there from before, and does not say what people have now. */
    @Test
    void anExtendedRunHandsOutTheGuessesOfTheCycleAtHand() {
        String oracle = "{name: files, guesses: true, guessThreshold: 0}";
        work("longer", oracle, 1);
        annotate("longer", 3);
        work("longer", oracle, 1);
        annotate("longer", 3);
        assertThat(work("longer", oracle, 1)).isInstanceOf(RunEnding.Done.class);
        assertThat(run("longer").resolve("cycle-1/cycle.json")).exists();
        RunConfig extended = new FrozenRun(run("longer")).config(3, null);
        assertThat(work("longer", extended, 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(images("longer", "cycle-1"))
                .anyMatch(image -> !image.guesses().isEmpty());
        assertThat(run("longer").resolve("cycle-1/to-label/label-studio.json")).exists();
    }

    @Test
    void classesChangeWhilePeopleWork() throws IOException {
        work("classes", "files", 1);
        annotate("classes", 2);
        String first = truth.classes().name(0);
        String second = truth.classes().name(1);
        revise("classes", ClassChange.add(List.of("ring")));
        revise("classes", ClassChange.merge(List.of(first, second), "thing"));
        assertThat(images("classes", "initial"))
                .flatExtracting(InboxImage::boxes)
                .isNotEmpty()
                .allMatch(box -> box.object().classIndex() == 0);
        LabeledSoFar sofar = LabeledSoFar.of(run("classes"), false);
        assertThat(sofar.images().classes().names()).startsWith("thing").endsWith("ring");
        assertThat(sofar.images().size()).isEqualTo(2);
        DatasetLocator.target("coco:" + folder.resolve("old.json") + ":" + folder.resolve("oldcopies"))
                .write(truthReading(), Existing.REPLACE, () -> {});
        assertThat(FinishedFiles.bring(run("classes"), List.of(folder.resolve("old.json")))
                        .left()
                        .isComplete())
                .as("files that still call classes as they were called")
                .isTrue();
        assertThat(work("classes", "files", 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(RunFolder.annotations(run("classes")).values())
                .hasSize(3)
                .allSatisfy(objects -> assertThat(objects).allMatch(it -> it.classIndex() == 0));
    }

    /** Detectors of cycles after a change know classes by other names than those of the requests before. */
    @Test
    void whatPeopleMadeOfTheGuessesOfAClassHoldsUnderItsNextName() {
        work("scored", "inbox", 1);
        annotate("scored", 3);
        work("scored", "inbox", 1);
        List<InboxImage> rejected = images("scored", "cycle-0");
        rejectGuesses("scored", rejected);
        assertThat(work("scored", "inbox", 1)).isInstanceOf(RunEnding.Done.class);
        revise("scored", ClassChange.rename(truth.classes().name(0), "thing"));
        revise("scored", ClassChange.rename(truth.classes().name(1), "other"));
        RunConfig extended = new FrozenRun(run("scored")).config(4, null);
        work("scored", extended, 1);
        annotate("scored", 3);
        assertThat(work("scored", extended, 1)).isInstanceOf(RunEnding.Waiting.class);
        List<InboxGuess> guesses = guesses(images("scored", "cycle-2"));
        assertThat(guesses).anyMatch(it -> it.score() < it.confidence()).allSatisfy(it -> {
            long alike = guesses(rejected).stream()
                    .filter(other -> other.classIndex() == it.classIndex() && tenth(other) == tenth(it))
                    .count();
            assertThat(it.score()).isCloseTo(10 * it.confidence() / (alike + 10), within(1e-9));
        });
    }

    private static List<InboxGuess> guesses(List<InboxImage> images) {
        return images.stream().flatMap(image -> image.guesses().stream()).toList();
    }

    private static int tenth(InboxGuess guess) {
        return Math.min((int) (10 * guess.confidence()), 9);
    }

    /** Finishes images without objects, and says of every guess that it is none. */
    private static void rejectGuesses(String name, List<InboxImage> images) {
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            for (InboxImage image : images) {
                Map<Integer, GuessOutcome> outcomes = new HashMap<>();
                image.guesses().forEach(guess -> outcomes.put(guess.id(), GuessOutcome.DELETED));
                inbox.work()
                        .save(new Save(
                                image.id(), image.revision(), "ann", ImageState.DONE, "", 2, List.of(), outcomes));
            }
        }
    }

    /** Or nobody could ever go on with the run. */
    @Test
    void aFirstSetThatIsWhollySetAsideIsAskedForAgain() throws IOException {
        work("barren", "files", 1);
        Path list = run("barren").resolve("initial/labeled/skipped.tsv");
        List<String> lines = images("barren", "initial").stream()
                .map(image -> image.name() + "\ttoo dark")
                .toList();
        Files.write(list, lines);
        for (int time = 0; time < 2; time++) {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> work("barren", "files", 1))
                    .withMessageContaining("of the 3 images of the initial set 3 are set aside, 0 are annotated");
        }
        Files.write(list, lines.subList(2, 3));
        assertThat(work("barren", "files", 1)).isInstanceOf(RunEnding.Waiting.class);
        annotate("barren", 2);
        assertThat(work("barren", "files", 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(RunFolder.annotations(run("barren"))).hasSize(2);
    }

    /** Images for evaluation alone are not learned from. */
    @Test
    void aFirstSetOfWhichOnlyImagesForEvaluationAreFinishedIsAskedForAgain() {
        RunConfig config = sharing("initial.images=4");
        assertThat(work("tested", config, 0.25)).isInstanceOf(RunEnding.Waiting.class);
        Set<ImageId> forEvaluation = forEvaluation(config);
        finish("tested", image -> forEvaluation.contains(image.name()));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> work("tested", config, 0.25))
                .withMessageContaining(" 0 are set aside, ")
                .withMessageContaining("are annotated and kept for evaluation");
        try (Inbox inbox = Inbox.open(run("tested").resolve(Inbox.FILE), Clock.systemUTC())) {
            assertThat(inbox.requests().of("initial").orElseThrow().completed()).isEmpty();
        }
    }

    /** Of a run that trains nothing before people have annotated. */
    private static RunConfig waiting(String... own) {
        Settings settings = new Settings();
        Stream.concat(
                        Stream.of(own),
                        Stream.of(
                                "budget=3",
                                "cycles=2",
                                "detector=small-resnet-fpn",
                                "weights.mode=scratch",
                                "strategy=random",
                                "oracle=inbox"))
                .forEach(settings::assignment);
        return RunConfig.of(settings).absolute();
    }

    private static RunConfig sharing(String initial) {
        return waiting("data.pool=voc:" + folder.resolve("set") + ":trainval", "data.testShare=0.5", initial);
    }

    private static Set<ImageId> forEvaluation(RunConfig config) {
        return new HashSet<>(config.testShare()
                .of(truth.images().stream().map(ImageRecord::id).toList()));
    }

    private static void finish(String name, Predicate<InboxImage> wanted) {
        List<InboxImage> images =
                images(name, "initial").stream().filter(wanted).toList();
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            images.forEach(image ->
                    inbox.work().save(new Save(image.id(), 0, "ann", ImageState.DONE, "", 2, List.of(), Map.of())));
        }
    }

    @Test
    void imagesThatWereLabeledAndAreGoneAreNamed() throws IOException {
        work("gone", "inbox", 1);
        annotate("gone", 3);
        List<ImageId> labeled = LabeledSoFar.of(run("gone"), false).images().images().stream()
                .map(ImageRecord::id)
                .toList();
        Path list = folder.resolve("set/ImageSets/Main/trainval.txt");
        List<String> all = Files.readAllLines(list);
        List<String> left = new ArrayList<>(all);
        left.removeAll(List.of(labeled.get(0).value(), labeled.get(2).value()));
        Files.write(list, left);
        try {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> LabeledSoFar.of(run("gone"), false))
                    .withMessage(run("gone") + ": labeled, but not in the pool any more: " + labeled.get(0) + ", "
                            + labeled.get(2) + "; put them back");
        } finally {
            Files.write(list, all);
        }
    }

    /** Their boxes would lie anywhere over them. What became of others is no matter of an export. */
    @Test
    void imagesThatHaveChangedSinceTheyWereLabeledAreNamed() throws IOException {
        FileTree.copy(folder.resolve("set"), folder.resolve("turning"), file -> false);
        RunConfig config = config("inbox", "voc:" + folder.resolve("turning") + ":trainval");
        work("turned", config, 1);
        annotate("turned", 3);
        List<ImageRecord> labeled =
                LabeledSoFar.of(run("turned"), false).images().images();
        assertAChangeIsNamed("turned", labeled.get(1));
        assertThat(work("turned", config, 1)).as("which takes them").isInstanceOf(RunEnding.Waiting.class);
        assertAChangeIsNamed("turned", labeled.get(1));
        Path images = labeled.get(0).file().resolveSibling("");
        for (ImageRecord image : truth.images()) {
            if (labeled.stream().noneMatch(it -> it.id().equals(image.id()))) {
                drawWide(images.resolve(image.file().getFileName()));
            }
        }
        assertThat(LabeledSoFar.of(run("turned"), false).images().images()).isEqualTo(labeled);
        forgetSizes("turned");
        drawWide(labeled.get(1).file());
        assertThat(LabeledSoFar.of(run("turned"), false).images().images())
                .as("nobody has noted what it was")
                .isEqualTo(labeled);
    }

    private static void assertAChangeIsNamed(String name, ImageRecord image) throws IOException {
        byte[] former = Files.readAllBytes(image.file());
        drawWide(image.file());
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> LabeledSoFar.of(run(name), false))
                .withMessage(run(name) + ": labeled, but changed since: " + image.id()
                        + " (64x64, now 48x32); put the former file back");
        Files.write(image.file(), former);
    }

    private static void drawWide(Path file) throws IOException {
        ImageIO.write(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }

    private static void forgetSizes(String name) throws IOException {
        Path file = run(name).resolve("initial-annotations.json");
        Files.writeString(file, Files.readString(file).replace("\"width\" : 64", "\"width\" : 0"));
        Files.delete(run(name).resolve("checksums.json"));
    }

    @Test
    void imagesOfThePoolThatAreGoneAreNamed() throws IOException {
        Path photos = photos("album", 5);
        List<String> names = names(photos);
        work("missed", plain(photos), 1);
        Files.delete(photos.resolve(names.get(1)));
        Files.delete(photos.resolve(names.get(3)));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> work("missed", plain(photos), 1))
                .withMessageContaining("No longer in the pool: " + names.get(1) + ", " + names.get(3))
                .withMessageNotContaining("huale validate");
    }

    @Test
    void ofADataSetThatHasLostImagesItIsSaidAsWellWhatListsThem() throws IOException {
        RunConfig config = config("inbox", "voc:" + growing("shrinking") + ":trainval");
        work("shrunk", config, 1);
        List<String> all = Files.readAllLines(trainval("shrinking"));
        Files.write(trainval("shrinking"), all.subList(1, all.size()));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> work("shrunk", config, 1))
                .withMessageContainingAll("No longer in the pool: " + all.get(0), "'huale validate DATASET' lists");
    }

    /** Else the run would end as soon as its pixels are wanted, and could go on neither with it nor without it. */
    @Test
    void anImageThatIsCutShortIsLeftOutUntilItIsWhole() throws IOException {
        Path photos = photos("halves", 5);
        Path image = truth.images().get(5).file();
        copyHalf(image, photos);
        assertThat(work("halved", plain(photos), 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("halved")).doesNotContain(image.getFileName().toString());
        copyWhole(image, photos);
        assertThat(work("halved", plain(photos), 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("halved")).contains(image.getFileName().toString());
    }

    /** Nothing but the number of images says then which of them the run knows. */
    @Test
    void anImageThatIsCutShortStaysLeftOutAfterARepair() throws IOException {
        Path photos = photos("mended", 5);
        copyHalf(truth.images().get(5).file(), photos);
        assertThat(work("mending", plain(photos), 1)).isInstanceOf(RunEnding.Waiting.class);
        String before = poolOf("mending");
        Files.writeString(run("mending").resolve("pool-images.json"), "{}");
        assertThat(RunRepair.of(run("mending"), Instant.EPOCH)).isNotEmpty();
        assertThat(work("mending", plain(photos), 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("mending")).isEqualTo(before);
    }

    /** As where somebody copies images into the pool at the moment when the run goes on. */
    @Test
    void anImageThatIsBeingCopiedIsNewOnceItIsWhole() throws IOException {
        Path photos = photos("copied", 5);
        work("copying", plain(photos), 1);
        String before = poolOf("copying");
        Path image = truth.images().get(5).file();
        copyHalf(image, photos);
        assertThat(work("copying", plain(photos), 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("copying")).isEqualTo(before);
        copyWhole(image, photos);
        assertThat(work("copying", plain(photos), 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("copying")).contains(image.getFileName().toString());
    }

    @Test
    void whatARunInThePoolHandedOutIsNoImageOfIt() throws IOException {
        Path photos = photos("around", 4);
        work("around/other", "files", 1);
        assertThat(photos.resolve("other/initial/to-label/images")).isNotEmptyDirectory();
        assertThat(work("outside", plain(photos), 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("outside"))
                .doesNotContain("other/")
                .contains(names(photos).get(0));
    }

    @Test
    void aRunWithinItsOwnPoolGoesOnWithTheSameImages() throws IOException {
        Path photos = photos("home", 4);
        RunConfig config = config("files", photos.toString());
        assertThat(work("home/run", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(photos.resolve("run/initial/to-label/images")).isNotEmptyDirectory();
        String before = poolOf("home/run");
        assertThat(work("home/run", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("home/run")).isEqualTo(before);
    }

    private static RunConfig plain(Path photos) {
        return waiting("data.pool=" + photos, "data.test=voc:" + folder.resolve("set") + ":test", "initial.images=3");
    }

    /** A folder with the first images of the drawn set, and nothing else. */
    private static Path photos(String name, int images) throws IOException {
        Path photos = Files.createDirectories(folder.resolve(name));
        for (ImageRecord image : truth.images().subList(0, images)) {
            copyWhole(image.file(), photos);
        }
        return photos;
    }

    private static void copyWhole(Path image, Path to) throws IOException {
        Files.copy(image, to.resolve(image.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of the images here, the header is whole, and the end is not. */
    private static void copyHalf(Path image, Path to) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        Files.write(to.resolve(image.getFileName()), Arrays.copyOf(bytes, bytes.length - 20));
    }

    private static List<String> names(Path photos) throws IOException {
        try (Stream<Path> files = Files.list(photos)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static String poolOf(String name) throws IOException {
        return Files.readString(run(name).resolve("pool-images.json"));
    }

    /** As a kill or a full disk leaves it: the request is closed, and the run has written nothing down. */
    @Test
    void whatTheRunHasTakenAndNotWrittenDownIsLabeled() {
        work("taken", "inbox", 1);
        annotate("taken", 3);
        take("taken", "initial");
        assertThat(LabeledSoFar.of(run("taken"), true).images().size()).isEqualTo(3);
        assertThat(work("taken", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        annotate("taken", 3);
        take("taken", "cycle-0");
        LabeledSoFar sofar = LabeledSoFar.of(run("taken"), true);
        assertThat(sofar.images().size()).isEqualTo(6);
        assertThat(sofar.proposed()).isEmpty();
    }

    private static void take(String name, String key) {
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            assertThat(inbox.requests().take(key, 1)).isPresent();
        }
    }

    /** As {@code huale label} asks for them before the run begins, and closes them when it does. */
    @Test
    void imagesToMeasureByAreNeitherExportedNorBroughtIn() throws IOException {
        Files.createDirectories(run("measured"));
        measure("measured", "measure");
        measure("measured", "measure-2");
        assertThat(work("measured", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        annotate("measured", 2);
        LabeledSoFar sofar = LabeledSoFar.of(run("measured"), true);
        assertThat(sofar.images().classes()).isEqualTo(truth.classes());
        assertThat(sofar.images().size()).isEqualTo(2);
        assertThat(sofar.proposed()).hasSize(1);
    }

    /** In classes of its own, as those of the run may have changed since. */
    private static void measure(String name, String key) {
        ImageRecord image = new ImageRecord(new ImageId(key), Path.of(key + ".png"), new ImageSize(8, 8), List.of());
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().put(new NewRequest(key, ClassNames.of("ring"), "", List.of(WantedImage.of(image))));
        }
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run(name), List.of(folder.resolve("none"))))
                .withMessage(run(name) + ": takes files once the run has begun; the images that it is measured by"
                        + " (request " + key + ") are labeled in the page of 'huale label'");
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            InboxImage asked = inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
            inbox.work().save(new Save(asked.id(), 0, "ann", ImageState.DONE, "", 2, List.of(), Map.of()));
            inbox.requests().complete(key);
        }
    }

    @Test
    void classesThatChangeWhileThePoolIsReadAreNotMixed() {
        work("meanwhile", "inbox", 1);
        annotate("meanwhile", 2);
        ClassHistory before = RunFolder.classes(run("meanwhile"));
        assertThat(LabeledSoFar.of(run("meanwhile"), false, before).images().size())
                .isEqualTo(2);
        revise(
                "meanwhile",
                ClassChange.merge(
                        List.of(truth.classes().name(0), truth.classes().name(1)), "thing"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> LabeledSoFar.of(run("meanwhile"), false, before))
                .withMessage(run("meanwhile") + ": the classes changed meanwhile; export again");
    }

    /** An id that only images without annotations have in common does not rename those of a run of the ground truth. */
    @Test
    void imagesOfAUnionAreCalledAsTheRunCallsThem() throws IOException {
        Path second = folder.resolve("second");
        FileTree.copy(folder.resolve("set"), second, file -> false);
        String own = truth.images().get(0).id().value();
        String common = truth.images().get(1).id().value();
        rename(second, own, "another");
        Files.delete(second.resolve("Annotations/" + common + ".xml"));
        Files.writeString(second.resolve("ImageSets/Main/trainval.txt"), "another\n" + common + "\n");
        String union = "voc:" + folder.resolve("set") + ":trainval+voc:" + second + ":trainval";
        assertThat(work("union", config("ground-truth", union), 1)).isInstanceOf(RunEnding.Done.class);
        assertThat(LabeledSoFar.of(run("union"), false).images().images())
                .extracting(ImageRecord::id)
                .containsExactlyElementsOf(RunFolder.annotations(run("union")).keySet());
    }

    /** With numbers for all, as data sets that begin with an id in common get them, none would be an image that the run knows. */
    @Test
    void imagesOfAUnionKeepTheirIdsWhateverComesToIt() throws IOException {
        List<String> all = Files.readAllLines(trainval("set"));
        List<String> first = all.subList(0, 4);
        List<String> second = all.subList(4, 8);
        RunConfig config = config(
                "inbox",
                "voc:" + camera("first-camera", first) + ":trainval+voc:" + camera("second-camera", second)
                        + ":trainval");
        work("cameras", config, 1);
        drawWide(fileIn("second-camera", first.get(0)));
        Files.write(trainval("second-camera"), with(second, first.get(0), all.get(8)));
        assertThat(work("cameras", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(poolOf("cameras")).contains("\"" + all.get(8) + "\"").doesNotContain("1/", "2/");
        assertThat(fileOf("cameras", first.get(0))).isEqualTo(fileIn("first-camera", first.get(0)));
        annotate("cameras", 3);
        assertThat(LabeledSoFar.of(run("cameras"), false).images().size()).isEqualTo(3);
    }

    @Test
    void ofTwoImagesWithOneIdThatIsTheRunsWhichItHasNoted() throws IOException {
        List<String> all = Files.readAllLines(trainval("set"));
        List<String> first = all.subList(0, 4);
        String old = all.get(4);
        RunConfig config = config(
                "inbox",
                "voc:" + camera("one-camera", first) + ":trainval+voc:"
                        + camera("other-camera", List.of(old, all.get(5))) + ":trainval");
        work("doubtful", config, 1);
        Files.write(trainval("one-camera"), with(first, old)); // its file is the same in both
        for (Runnable reader :
                List.<Runnable>of(() -> work("doubtful", config, 1), () -> LabeledSoFar.of(run("doubtful"), false))) {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(reader::run)
                    .withMessageContainingAll(
                            "rename those that came last: " + old + " of ", "one-camera", "other-camera");
        }
        drawWide(fileIn("one-camera", old));
        assertThat(work("doubtful", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(fileOf("doubtful", old)).isEqualTo(fileIn("other-camera", old));
    }

    private static Path camera(String name, List<String> images) throws IOException {
        FileTree.copy(folder.resolve("set"), folder.resolve(name), file -> false);
        Files.write(trainval(name), images);
        return folder.resolve(name);
    }

    private static List<String> with(List<String> images, String... more) {
        List<String> all = new ArrayList<>(images);
        all.addAll(List.of(more));
        return all;
    }

    private static Path fileIn(String set, String id) {
        Path file = imageOf(truth, id).file();
        return folder.resolve(set).resolve(folder.resolve("set").relativize(file));
    }

    private static Path fileOf(String name, String id) {
        return imageOf(RunData.of(run(name)).pool(), id).file();
    }

    private static ImageRecord imageOf(Dataset images, String id) {
        return images.images().stream()
                .filter(it -> it.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void rename(Path set, String from, String to) throws IOException {
        Path annotations = set.resolve("Annotations");
        String text = Files.readString(annotations.resolve(from + ".xml"));
        Files.writeString(annotations.resolve(to + ".xml"), text.replace(from + ".", to + "."));
        Files.delete(annotations.resolve(from + ".xml"));
        for (Path image : FileTree.walk(set.resolve("JPEGImages"))) {
            String name = image.getFileName().toString();
            if (name.startsWith(from + ".")) {
                Files.move(image, image.resolveSibling(name.replace(from + ".", to + ".")));
            }
        }
    }

    private static void revise(String name, ClassChange change) {
        try (ClassRevision classes = ClassRevision.open(run(name))) {
            classes.make(change);
        }
    }

    /** As a crash would have it between the two files. */
    @Test
    void whoGoesOnMendsWhatAChangeOfClassesLeftUndone() {
        work("crash", "inbox", 1);
        annotate("crash", 3);
        try (RunFolder opened = RunFolder.open(run("crash"))) {
            opened.changeClasses(ClassChange.add(List.of("ring")), "2026-01-01T00:00:00Z");
        }
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> LabeledSoFar.of(run("crash"), false))
                .withMessageContaining("huale resume");
        assertThat(work("crash", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        try (Inbox inbox = Inbox.open(run("crash").resolve(Inbox.FILE), Clock.systemUTC())) {
            assertThat(inbox.requests().of("initial").orElseThrow().classes().names())
                    .contains("ring");
        }
    }

    /** The path of an image that nobody was asked for is its name, whatever its last part may be as well. */
    @Test
    void filesOfAnotherImageOfThePoolFinishNoneThatIsAskedFor() throws IOException {
        Path photos = folder.resolve("photos");
        Path image = truth.images().get(0).file();
        String name = image.getFileName().toString();
        for (String part : List.of("day", "night")) {
            Files.copy(image, Files.createDirectories(photos.resolve(part)).resolve(name));
        }
        Path list = Files.writeString(folder.resolve("by-day.txt"), "day/" + name + "\n");
        RunConfig config = waiting(
                "data.pool=" + photos, "data.test=voc:" + folder.resolve("set") + ":test", "initial.list=" + list);
        assertThat(work("photographed", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        Path night = Files.writeString(
                folder.resolve("night.json"),
                "{\"images\":[{\"id\":1,\"file_name\":\"night/" + name + "\",\"width\":64,\"height\":64}],"
                        + "\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,9,9],\"area\":81,"
                        + "\"iscrowd\":0}],\"categories\":[{\"id\":1,\"name\":\""
                        + truth.classes().name(0) + "\"}]}");
        FinishedFiles.Outcome outcome = FinishedFiles.bring(run("photographed"), List.of(night));
        assertThat(outcome.taken()).isZero();
        assertThat(outcome.others()).singleElement().asString().endsWith("night/" + name);
        Path aside = Files.writeString(
                Files.createDirectories(folder.resolve("by-night")).resolve("skipped.tsv"),
                "night/" + name + "\ttoo dark\n");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("photographed"), List.of(aside)))
                .withMessageContaining("'night/" + name + "' is none of the images handed out");
    }

    @Test
    void imagesThatFilesListWithoutObjectsAreAskedAbout() throws IOException {
        work("unclear", "inbox", 1);
        List<InboxImage> asked = images("unclear", "initial");
        Path place = Files.createDirectories(folder.resolve("listed"));
        Path file = Files.writeString(
                place.resolve("all.json"),
                asked.stream()
                        .map(image -> "{\"image\":\"" + image.name() + ".jpg\",\"annotations\":[]}")
                        .collect(Collectors.joining(",", "[", "]")));
        FinishedFiles.Outcome outcome = FinishedFiles.bring(run("unclear"), List.of(file));
        assertThat(outcome.taken()).isZero();
        Path list = place.resolve("without-objects.txt");
        assertThat(outcome.unclear())
                .containsOnlyKeys(asked.stream().map(InboxImage::name).toList())
                .allSatisfy((image, it) -> {
                    assertThat(it.place()).startsWith(file + ": all.json: ").contains(image.value());
                    assertThat(it.list()).isEqualTo(list);
                });
        Files.writeString(list, asked.get(0).name() + "\n");
        outcome = FinishedFiles.bring(run("unclear"), List.of(file));
        assertThat(outcome.taken()).isEqualTo(1);
        assertThat(outcome.unclear())
                .containsOnlyKeys(asked.get(1).name(), asked.get(2).name());
    }

    /** So that what learns from the others can be measured by them. */
    @Test
    void imagesKeptForEvaluationAreNotAmongThoseToLearnFrom() {
        RunConfig config = sharing("initial.images=4");
        Set<ImageId> forEvaluation = forEvaluation(config);
        work("kept", config, 1);
        finish("kept", image -> true);
        LabeledSoFar sofar = LabeledSoFar.of(run("kept"), false);
        assertThat(ids(sofar.images())).isNotEmpty().doesNotContainAnyElementsOf(forEvaluation);
        assertThat(ids(sofar.test())).isNotEmpty().isSubsetOf(forEvaluation);
        assertThat(sofar.images().size() + sofar.test().size()).isEqualTo(4);
        assertThat(sofar.testReading().dataset().images())
                .isEqualTo(sofar.test().images());
    }

    /** Whoever labels them is told that they are not learned from. */
    @Test
    void imagesForEvaluationAreAskedForWithAReasonOfTheirOwn() {
        RunConfig config = waiting(
                "data.pool=voc:" + folder.resolve("set") + ":trainval",
                "data.testShare=0.5",
                "initial.images=4",
                "training.iterations=2",
                "training.batchSize=2",
                "training.loader.threads=1",
                "threads=1");
        Set<ImageId> forEvaluation = forEvaluation(config);
        work("reasons", config, 1);
        assertThat(images("reasons", "initial"))
                .anyMatch(image -> forEvaluation.contains(image.name()))
                .allSatisfy(image -> assertThat(image.why())
                        .isEqualTo(forEvaluation.contains(image.name()) ? "{\"test\":true}" : ""));
        annotate("reasons", 4);
        assertThat(work("reasons", config, 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(images("reasons", "cycle-0"))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image.why())
                        .startsWith(forEvaluation.contains(image.name()) ? "{\"test\":true}" : "{\"text\":"));
    }

    /** As the run learns from them. */
    @Test
    void listedImagesAreToLearnFromWhateverTheirLot() throws IOException {
        ImageId listed = forEvaluation(sharing("initial.images=4")).iterator().next();
        Path list = Files.writeString(folder.resolve("listed.txt"), listed + "\n");
        work("chosen", sharing("initial.list=" + list), 1);
        finish("chosen", image -> true);
        LabeledSoFar sofar = LabeledSoFar.of(run("chosen"), false);
        assertThat(ids(sofar.images())).containsExactly(listed);
        assertThat(ids(sofar.test())).hasSize(1).doesNotContain(listed);
    }

    private static List<ImageId> ids(Dataset dataset) {
        return dataset.images().stream().map(ImageRecord::id).toList();
    }

    @Test
    void aListOfImagesSetAsideIsBroughtInLikeAnnotations() throws IOException {
        work("aside", "inbox", 1);
        List<InboxImage> asked = images("aside", "initial");
        Path place = Files.createDirectories(folder.resolve("aside-list"));
        Path list = place.resolve("skipped.tsv");
        Files.writeString(list, asked.get(0).name() + "\ttoo dark\n");
        FinishedFiles.Outcome outcome = FinishedFiles.bring(run("aside"), List.of(place));
        assertThat(outcome.taken()).isEqualTo(1);
        assertThat(outcome.left().skipped()).isEqualTo(Map.of(asked.get(0).name(), "too dark"));
        Files.writeString(list, "nowhere.png\ttoo dark\n");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("aside"), List.of(list)))
                .withMessageContaining("'nowhere.png' is none of the images handed out");
        annotate("aside", 2);
        assertThat(work("aside", "inbox", 1)).isInstanceOf(RunEnding.Waiting.class);
        assertThat(RunFolder.read(run("aside")).skipped()).hasSize(1);
    }

    /** As COCO exports do, the first file lists an image without objects that somebody has set aside. */
    @Test
    void whatAFileListsIsSetAsideByTheListBesideIt() throws IOException {
        work("beside", "inbox", 1);
        List<InboxImage> asked = images("beside", "initial");
        Path place = Files.createDirectories(folder.resolve("beside-list"));
        List<Path> files = List.of(
                withoutObjects(place.resolve("first.json"), asked.get(0)),
                withoutObjects(place.resolve("second.json"), asked.get(1)));
        Path list = Files.writeString(place.resolve("skipped.tsv"), "nowhere.png\ttoo dark\n");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("beside"), files))
                .withMessageContainingAll("nothing was taken: 1 problem:", place + ": skipped.tsv: line 1: ");
        Files.writeString(list, asked.get(0).name() + "\ttoo dark\n");
        Path notes = Files.writeString(place.resolve("notes.md"), "nothing");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("beside"), List.of(notes)))
                .withMessageContaining(notes + ": holds no finished");
        FinishedFiles.Outcome outcome = FinishedFiles.bring(run("beside"), files);
        assertThat(outcome.taken()).isEqualTo(2);
        assertThat(outcome.left().skipped()).isEqualTo(Map.of(asked.get(0).name(), "too dark"));
        assertThat(outcome.left().annotations()).containsOnlyKeys(asked.get(1).name());
    }

    private static Path withoutObjects(Path file, InboxImage image) throws IOException {
        return Files.writeString(
                file,
                "{\"images\":[{\"id\":1,\"file_name\":\"" + image.name() + ".jpg\",\"width\":64,\"height\":64}],"
                        + "\"annotations\":[],\"categories\":[{\"id\":1,\"name\":\""
                        + truth.classes().name(0) + "\"}]}");
    }

    private static List<InboxImage> images(String name, String key) {
        try (Inbox inbox = Inbox.open(run(name).resolve(Inbox.FILE), Clock.systemUTC())) {
            InboxRequest request = inbox.requests().of(key).orElseThrow();
            return inbox.images().list(request.key()).stream()
                    .map(entry -> inbox.images().of(entry.id()))
                    .toList();
        }
    }

    @Test
    void labelStudioNeedsAnAddressAndAToken() throws IOException {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> config("label-studio"))
                .withMessageStartingWith("oracle.url: ");
        Path file = Files.writeString(folder.resolve("token"), "no token");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() ->
                        work("studio", "{name: label-studio, url: 'http://127.0.0.1:1', tokenFile: '" + file + "'}", 1))
                .withMessageContaining("holds no token of Label Studio");
    }

    @Test
    void cvatNeedsAnAddressATokenAndJobsWithImages() throws IOException {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> config("cvat"))
                .withMessageStartingWith("oracle.url: ");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> config("{name: cvat, url: 'http://127.0.0.1:1', imagesPerJob: 0}"))
                .withMessageStartingWith("oracle.imagesPerJob: ");
        Path file = Files.writeString(folder.resolve("short"), "no token");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> work(
                        "cvat",
                        "{name: cvat, url: 'http://127.0.0.1:1', stage: validation, tokenFile: '" + file + "'}",
                        1))
                .withMessageContaining("holds no token of CVAT");
    }

    @Test
    void whatIsWrongInFilesIsSaidAndNothingIsTaken() throws IOException {
        work("wrong", "inbox", 1);
        Path place = Files.createDirectories(folder.resolve("bad"));
        String first = images("wrong", "initial").get(0).name().value();
        Files.writeString(
                place.resolve(first + ".xml"),
                "<annotation><size><width>64</width><height>64</height></size><object><name>cow</name><bndbox><xmin>1</xmin>"
                        + "<ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("wrong"), List.of(place)))
                .withMessageContaining("nothing was taken: 1 problem")
                .withMessageContaining("class 'cow'");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> FinishedFiles.bring(run("wrong"), List.of(folder.resolve("set/JPEGImages"))))
                .withMessageContaining("holds no finished");
        assertThat(images("wrong", "initial")).allMatch(image -> image.revision() == 0);
    }
}
