package org.huale.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huale.web.desk.PersonView.reviewer;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.huale.app.annotate.WatchProgram;
import org.huale.app.data.NamedData;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.WantedImage;
import org.huale.loop.folder.CycleFolder;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.pool.Pool;
import org.huale.loop.pool.PoolFile;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.revision.ClassChange;
import org.huale.storage.FolderLock;
import org.huale.web.browser.DrawnFolder;
import org.huale.web.desk.BadInput;
import org.huale.web.desk.Change;
import org.huale.web.desk.Held;
import org.huale.web.desk.ImageLine;
import org.huale.web.desk.ImageView;
import org.huale.web.desk.Missing;
import org.huale.web.desk.NotReady;
import org.huale.web.desk.Phase;
import org.huale.web.desk.ProgressView;
import org.huale.web.desk.Stale;
import org.huale.web.desk.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder becomes a run and the run goes on, whoever works at the desk. */
class LabelDeskTest {
    @TempDir
    private Path folder;

    private Beginning beginning(int images, int measured) throws IOException {
        Path photos = folder.resolve("photos");
        if (!Files.exists(photos)) {
            DrawnFolder.of(photos, images);
        }
        return Beginning.of(photos, folder.resolve("place"), new Beginning.Wishes(measured, 2, 2, List.of("seed=7")));
    }

    private LabelDesk desk(Beginning beginning, LabelDesk.Rules rules) {
        return LabelDesk.ofFolder(beginning, new ScriptedRun(beginning.images(), beginning.run(), 2, 2), rules);
    }

    private static Change done(ImageView image) {
        return new Change(
                image.revision(),
                List.of(new Change.Drawn(1, 0, 4, 5, 60, 70, null, false, false)),
                Map.of(),
                2,
                "done",
                "");
    }

    /** One look at a desk that another thread works at: between two, a request may have gone. */
    private static boolean isAsked(LabelDesk desk, String key) {
        var request = desk.state("").request();
        return request != null && request.key().equals(key);
    }

    private static void await(BooleanSupplier fact) {
        long end = System.nanoTime() + 120_000_000_000L; // what hangs ends some day
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ImageView handed(LabelDesk desk, String who) {
        return Objects.requireNonNull(desk.next(who, null).image());
    }

    private static Set<String> finishAll(LabelDesk desk, String key) {
        await(() -> {
            var request = desk.state("Ada").request();
            return request != null && request.key().equals(key);
        });
        Set<String> names = new TreeSet<>();
        for (ImageView image = handed(desk, "Ada");
                image != null;
                image = desk.next("Ada", null).image()) {
            names.add(image.name());
            desk.save(image.id(), reviewer("Ada"), done(image));
        }
        return names;
    }

    private static final RunProgram NOBODY = words -> {
        throw new IllegalStateException("nothing is to be done but by people: " + words);
    };

    private static ImageRecord image(int number) {
        return new ImageRecord(new ImageId("i" + number), Path.of("i.png"), new ImageSize(64, 48), List.of());
    }

    private static List<ImageRecord> images(int from, int until) {
        return IntStream.range(from, until).mapToObj(LabelDeskTest::image).toList();
    }

    /** A run of two classes, of which a share of what is annotated is for evaluation. */
    private static RunFolder made(Path run) {
        return RunFolder.create(
                run,
                new RunSummary(
                        "a",
                        "drawn",
                        "random",
                        "standard",
                        1,
                        List.of("disc", "ring"),
                        "{\"data\":{\"pool\":\"voc:x\",\"testShare\":0.25}}",
                        Map.of()));
    }

    /** Two discs in each of these images. */
    private static void learn(Path run, List<ImageRecord> images, List<ImageId> forEvaluation) {
        Annotation disc = Annotation.of(new Box(1, 2, 30, 40), 0);
        Map<ImageId, List<Annotation>> drawn = new TreeMap<>();
        images.forEach(it -> drawn.put(it.id(), List.of(disc, disc)));
        Pool pool = Pool.of(new Dataset("drawn", ClassNames.of("disc", "ring"), images))
                .holdingOut(forEvaluation)
                .label(Pool.BEFORE_ALL, drawn);
        PoolFile.write(pool, run.resolve("pool.json"));
    }

    private static Map<String, Evaluation> measured(double figure) {
        Evaluation.Counts counts = new Evaluation.Counts(1, 1, 0, 1);
        return Map.of("voc", new Evaluation("voc", counts, Map.of("AP", figure), List.of(), List.of()));
    }

    private static void ask(Path run, String key, List<ImageRecord> images) {
        List<WantedImage> wanted = images.stream().map(WantedImage::of).toList();
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().put(new NewRequest(key, ClassNames.of("disc", "ring"), "", wanted));
        }
    }

    private static void take(Path run, String key) {
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().complete(key);
        }
    }

    /** The requests of the first images and of those after the first detector are of one cycle to whoever looks. */
    @Test
    void saysOfWhichClassesTheFirstDetectorHasSeenFewBoxes() {
        Path run = folder.resolve("first");
        try (RunFolder made = made(run)) {
            made.cycle(0).evaluated(measured(0.5));
        }
        ask(run, "initial", images(0, 1));
        try (LabelDesk desk = LabelDesk.ofRun(run, NOBODY, LabelDesk.Rules.NONE)) {
            assertThat(desk.state("Ada").progress().shortage()).isNull();
            learn(run, images(0, 1), List.of());
            ask(run, "cycle-0", images(1, 2));
            take(run, "initial");
            ProgressView now = desk.state("Ada").progress();
            assertThat(now.shortage()).isEqualTo("Few boxes so far: ring (0); 1 is the average of a class.");
            assertThat(now.curve()).containsExactly(new ProgressView.CurvePoint(1, 50));
        }
    }

    /** Of a request whose other images it learns from. */
    @Test
    void saysOfAnImageForEvaluationThatItMeasuresTheDetector() {
        Path run = folder.resolve("reasons");
        made(run).close();
        ImageRecord image = image(0);
        WantedImage measuring = new WantedImage(image.id(), image.file(), image.size(), "{\"test\":true}", List.of());
        List<WantedImage> wanted = List.of(measuring, WantedImage.of(image(1)));
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().put(new NewRequest("initial", ClassNames.of("disc", "ring"), "", wanted));
        }
        try (LabelDesk desk = LabelDesk.ofRun(run, NOBODY, LabelDesk.Rules.NONE)) {
            List<String> reasons = desk.images("", 2, 0).stream()
                    .map(it -> desk.image(it.id()).why().text())
                    .toList();
            assertThat(reasons.get(0)).contains("never learns from it", "measure how good the detector is");
            assertThat(reasons.get(1)).isEqualTo("One of the first images that the detector learns from.");
        }
    }

    private static void ended(RunFolder made, int cycle, List<Integer> boxes) {
        made.cycle(cycle)
                .recorded(new CycleRecord(
                        cycle,
                        cycle + 1,
                        0,
                        boxes,
                        measured((cycle + 1) / 8.0),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        0,
                        null));
    }

    @Test
    void imagesForEvaluationAreNoneThatTheDetectorLearnedOrWillLearn() {
        Path run = folder.resolve("shared");
        List<ImageId> test = List.of(image(8).id(), image(4).id());
        try (RunFolder made = made(run)) {
            for (int cycle = 0; cycle < 3; cycle++) {
                ended(made, cycle, List.of(0, 0));
            }
            made.cycle(3).evaluated(measured(0.75));
            made.cycle(3).selected(new CycleFolder.Selected(List.of(), List.of(), Map.of(), test.subList(0, 1)));
        }
        learn(run, images(0, 5), test.subList(1, 2));
        ask(run, "initial", images(0, 5));
        take(run, "initial");
        ask(run, "cycle-3", images(5, 9));
        try (LabelDesk desk = LabelDesk.ofRun(run, NOBODY, LabelDesk.Rules.NONE)) {
            ProgressView now = desk.state("Ada").progress();
            assertThat(now.curve()).extracting(ProgressView.CurvePoint::images).containsExactly(1, 2, 3, 4);
            assertThat(now.forecast()).isEqualTo(Forecast.of(now.curve(), 4 + 3).orElseThrow());
        }
    }

    /** How a run comes on whose classes were merged after the first detector; people label what the last one chose. */
    private ProgressView merged(int detectors) throws IOException {
        Path run = folder.resolve("merged-" + detectors);
        try (RunFolder made = made(run)) {
            ended(made, 0, List.of(0, 0));
            Files.createDirectories(run.resolve("cycle-0/training")); // what changes from now on, it has not learned
            made.changeClasses(ClassChange.merge(List.of("disc", "ring"), "thing"), "2026-01-01T00:00:00Z");
            for (int cycle = 1; cycle < detectors - 1; cycle++) {
                ended(made, cycle, List.of(0));
            }
            made.cycle(detectors - 1).evaluated(measured(0.75));
        }
        learn(run, images(0, detectors), List.of());
        ask(run, "cycle-" + (detectors - 1), images(detectors, detectors + 3));
        try (LabelDesk desk = LabelDesk.ofRun(run, NOBODY, LabelDesk.Rules.NONE)) {
            return desk.state("Ada").progress();
        }
    }

    /** A mean over other classes is another figure. */
    @Test
    void whereClassesWereMergedTheForecastAndWhatABatchBroughtStartOver() throws IOException {
        ProgressView first = merged(2);
        assertThat(first.curve()).extracting(ProgressView.CurvePoint::images).containsExactly(1, 2);
        assertThat(first.lastBatch()).isNull();
        assertThat(merged(3).forecast()).isNull();
        ProgressView later = merged(4);
        assertThat(later.curve()).extracting(ProgressView.CurvePoint::images).containsExactly(1, 2, 3, 4);
        assertThat(later.lastBatch()).isEqualTo("The last 1 images brought +37.5: from 37.5 to 75.0.");
        assertThat(later.forecast())
                .isEqualTo(Forecast.of(later.curve().subList(1, 4), 4 + 3).orElseThrow());
    }

    /** As when a phase has changed. */
    @Test
    void theCyclesAreReadOnceForAllPagesThatAskAtOnce() throws Exception {
        Path run = folder.resolve("busy");
        try (RunFolder made = made(run)) {
            made.cycle(0).evaluated(measured(0.5));
        }
        learn(run, images(0, 5000), List.of()); // so that all have asked before the first has read it
        ask(run, "cycle-0", images(5000, 5001));
        CyclicBarrier moment = new CyclicBarrier(8);
        ExecutorService pages = Executors.newFixedThreadPool(8);
        try (LabelDesk desk = LabelDesk.ofRun(run, NOBODY, LabelDesk.Rules.NONE)) {
            List<Future<ProgressView>> told = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                told.add(pages.submit(() -> {
                    moment.await();
                    return desk.state("Ada").progress();
                }));
            }
            Set<ProgressView.CurvePoint> read = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<ProgressView> it : told) {
                read.addAll(it.get().curve());
            }
            assertThat(read).hasSize(1);
        } finally {
            pages.shutdownNow();
        }
    }

    @Test
    void whatIsMeasuredByIsNeverInThePool() throws IOException {
        Beginning beginning = beginning(9, 3);
        try (LabelDesk desk = desk(beginning, LabelDesk.Rules.NONE)) {
            assertThat(desk.phase()).isEqualTo(Phase.SETUP);
            desk.setUp(List.of("disc", "ring"));
            Set<String> measured = finishAll(desk, Measuring.KEY);
            finishAll(desk, "initial");
            RunData data = RunData.read(
                    RunConfig.of(new Settings().file(folder.resolve("place/run.json")))
                            .data(),
                    true);
            assertThat(data.test().images())
                    .hasSize(3)
                    .allMatch(it -> it.annotations().size() == 1);
            assertThat(data.test().images())
                    .extracting(it -> it.file().getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(measured);
            assertThat(data.pool().images()).hasSize(6);
            assertThat(data.pool().images())
                    .extracting(it -> it.file().getFileName().toString())
                    .doesNotContainAnyElementsOf(measured);
            assertThat(data.pool().classes().names()).containsExactly("disc", "ring");
        }
    }

    private static Change nothing(ImageView image) {
        return new Change(image.revision(), List.of(), Map.of(), 1, "done", "");
    }

    private static Set<Long> finishWithNothing(LabelDesk desk, String key) {
        await(() -> isAsked(desk, key));
        Set<Long> finished = new TreeSet<>();
        for (ImageView image = handed(desk, "Ada");
                image != null && isAsked(desk, key);
                image = desk.next("Ada", null).image()) {
            desk.save(image.id(), reviewer("Ada"), nothing(image));
            finished.add(image.id());
        }
        return finished;
    }

    private RunData begun() {
        return RunData.read(
                RunConfig.of(new Settings().file(folder.resolve("place/run.json")))
                        .data(),
                true);
    }

    @Test
    void withNothingInTheImagesToMeasureByMoreAreAskedFor() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 2), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishWithNothing(desk, "measure");
            finishAll(desk, "measure-2");
            finishAll(desk, "initial");
            RunData data = begun();
            assertThat(data.test().images()).hasSize(4);
            assertThat(data.test().images().stream()
                            .filter(it -> !it.annotations().isEmpty()))
                    .hasSize(2);
            assertThat(data.pool().images()).hasSize(5);
            assertThat(desk.state("Ada").progress().shortage()).isNull();
        }
    }

    @Test
    void whereNearlyEveryImageHasNothingItWaitsUntilSomebodyFindsAnObject() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 3), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishWithNothing(desk, "measure");
            Set<Long> second = finishWithNothing(desk, "measure-2");
            await(() -> desk.state("Ada").message().contains("No object in any of the 6 images"));
            assertThat(desk.phase()).isEqualTo(Phase.WAITING);
            assertThat(desk.next("Ada", null).image()).isNull();
            ImageView image = desk.image(second.iterator().next());
            desk.save(image.id(), reviewer("Ada"), done(image));
            finishAll(desk, "initial");
            assertThat(begun().pool().images()).hasSize(3);
        }
    }

    @Test
    void imagesOfEarlierRequestsAreListedForAsLongAsTheyCanBeChanged() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 3), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            Set<Long> first = finishWithNothing(desk, "measure");
            await(() -> isAsked(desk, "measure-2"));
            List<Long> all = listed(desk, 9, 0);
            assertThat(all).hasSize(6);
            assertThat(all.subList(0, 3)).containsExactlyInAnyOrderElementsOf(first);
            assertThat(listed(desk, 4, 0)).isEqualTo(all.subList(0, 4));
            assertThat(listed(desk, 4, 4)).isEqualTo(all.subList(4, 6));
            assertThat(desk.images("done", 9, 0)).hasSize(3);
            finishAll(desk, "measure-2");
            await(() -> isAsked(desk, "initial"));
            assertThat(listed(desk, 9, 0)).hasSize(2).doesNotContainAnyElementsOf(all);
        }
    }

    private static List<Long> listed(LabelDesk desk, int limit, int offset) {
        return desk.images("", limit, offset).stream().map(ImageLine::id).toList();
    }

    @Test
    void itGoesOnWhereAnEarlierOneWasLeft() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 3), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            ImageView image = handed(desk, "Ada");
            desk.save(image.id(), reviewer("Ada"), done(image));
        }
        try (LabelDesk desk = desk(Beginning.in(folder.resolve("place")), LabelDesk.Rules.NONE)) {
            assertThat(Objects.requireNonNull(desk.state("Ada").request()).done())
                    .isEqualTo(1);
            finishAll(desk, Measuring.KEY);
            finishAll(desk, "initial");
            finishAll(desk, "cycle-0");
            await(() -> desk.phase() == Phase.ENDED);
        }
    }

    /** As where {@code huale resume RUN --cycles N} in another terminal trains and asks for more. */
    @Test
    void whereSomebodyExtendsARunThatHasEndedPeopleLabelOn() throws Exception {
        Beginning beginning = beginning(9, 3);
        ScriptedRun program = new ScriptedRun(beginning.images(), beginning.run(), 2, 2);
        try (LabelDesk desk = LabelDesk.ofFolder(beginning, program, LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishAll(desk, Measuring.KEY);
            finishAll(desk, "initial");
            finishAll(desk, "cycle-0");
            await(() -> desk.phase() == Phase.ENDED);
            int started = program.started();
            Thread.sleep(1000); // some looks
            FolderLock other = FolderLock.take(beginning.run(), "at work on it");
            await(() -> desk.phase() == Phase.TRAINING);
            ask(beginning, "cycle-1");
            await(() -> desk.phase() == Phase.WAITING);
            other.close();
            assertThat(isAsked(desk, "cycle-1")).isTrue();
            assertThat(handed(desk, "Ada").boxes()).isEmpty();
            assertThat(program.started())
                    .as("nothing was left to do but by others")
                    .isEqualTo(started);
        }
    }

    @Test
    void anotherBeginningInTheSamePlaceIsRefused() throws IOException {
        beginning(9, 3);
        assertThatThrownBy(() -> beginning(9, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("photos, 3 to measure by, 2 at first, batches of 2 and seed=7, and not with ")
                .hasMessageContaining("photos, 2 to measure by, 2 at first, batches of 2 and seed=7; ");
        assertThatThrownBy(() -> Beginning.of(
                        folder.resolve("photos"),
                        folder.resolve("other"),
                        new Beginning.Wishes(1, 1, 1, List.of("budgte=3"))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("budgte");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void classNamesAreChecked() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 3), LabelDesk.Rules.NONE)) {
            for (List<String> bad : List.of(
                    List.<String>of(),
                    List.of(" "),
                    List.of("a", "a"),
                    List.of("a\nb"),
                    List.of("K\uFFFDfer"), // its own run would refuse it
                    List.of("x".repeat(101)))) {
                assertThatThrownBy(() -> desk.setUp(bad)).isInstanceOf(BadInput.class);
            }
            desk.setUp(List.of("disc"));
            assertThatThrownBy(() -> desk.setUp(List.of("ring"))).isInstanceOf(Stale.class);
        }
    }

    @Test
    void whereManyGiveTheClassesAtTheSameMomentThoseOfOneCount() throws Exception {
        Beginning beginning = beginning(9, 3);
        CyclicBarrier moment = new CyclicBarrier(8);
        ExecutorService people = Executors.newFixedThreadPool(8);
        try (LabelDesk desk = desk(beginning, LabelDesk.Rules.NONE)) {
            List<Future<Boolean>> told = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "class " + i;
                told.add(people.submit(() -> {
                    moment.await();
                    return isGiven(desk, name);
                }));
            }
            List<String> given = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                if (told.get(i).get()) {
                    given.add("class " + i);
                }
            }
            assertThat(given).hasSize(1).isEqualTo(beginning.classNames().names());
        } finally {
            people.shutdownNow();
        }
    }

    private static boolean isGiven(LabelDesk desk, String name) {
        try {
            desk.setUp(List.of(name));
            return true;
        } catch (Stale e) {
            return false;
        }
    }

    @Test
    void boxesAreCutToTheImage() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 3), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            ImageView image = handed(desk, "Ada");
            Change.Drawn over = new Change.Drawn(1, 0, -3.5, -1, image.width() + 2.25, 20, null, false, false);
            ImageView saved =
                    desk.save(image.id(), reviewer("Ada"), new Change(0, List.of(over), Map.of(), 0, "open", ""));
            assertThat(saved.boxes())
                    .containsExactly(new ImageView.BoxView(1, 0, 0, 0, image.width(), 20, null, false, false));
        }
    }

    @Test
    void marksAndAreasOfAnotherToolStayWithTheirBoxes() throws IOException {
        Beginning beginning = beginning(9, 3);
        try (LabelDesk desk = desk(beginning, LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            ImageView image = handed(desk, "Ada");
            Annotation crowd = new Annotation(new Box(1, 2, 30, 40), 0, false, true, 123.5);
            Annotation difficult = new Annotation(new Box(5, 6, 70, 80), 0, true, false, 45.25);
            bring(beginning, image, List.of(crowd, difficult));
            ImageView there = desk.image(image.id());
            Change.Drawn first = drawn(there.boxes().get(0), 0);
            Change.Drawn moved = drawn(there.boxes().get(1), 3);
            desk.save(
                    image.id(),
                    reviewer("Ada"),
                    new Change(there.revision(), List.of(moved, first), Map.of(), 0, "done", ""));
            assertThat(objects(beginning, image))
                    .containsExactly(new Annotation(new Box(5, 6, 73, 80), 0, true, false, 68 * 74), crowd);
        }
    }

    private static Change.Drawn drawn(ImageView.BoxView box, double wider) {
        return new Change.Drawn(
                box.id(),
                box.classIndex(),
                box.x1(),
                box.y1(),
                box.x2() + wider,
                box.y2(),
                box.guess(),
                box.difficult(),
                box.crowd());
    }

    private static void bring(Beginning beginning, ImageView image, List<Annotation> objects) {
        try (Inbox inbox = Inbox.open(beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            InboxRequest asked = inbox.requests().of(Measuring.KEY).orElseThrow();
            inbox.work().bring(new Brought(asked, "tool", Map.of(new ImageId(image.name()), objects), Map.of()));
        }
    }

    private static List<Annotation> objects(Beginning beginning, ImageView image) {
        try (Inbox inbox = Inbox.open(beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            return inbox.images().of(image.id()).boxes().stream()
                    .map(InboxBox::object)
                    .toList();
        }
    }

    @Test
    void aStaleChangeComesBackWithTheImageAndOneTooLateWithout() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 1), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            ImageView image = handed(desk, "Ada");
            desk.save(image.id(), reviewer("Ada"), new Change(0, List.of(), Map.of(), 0, "open", ""));
            assertThatThrownBy(() -> desk.save(image.id(), reviewer("Ada"), done(image)))
                    .isInstanceOfSatisfying(
                            Stale.class,
                            it -> assertThat(it.current().orElseThrow().revision())
                                    .isEqualTo(1));
            finishAll(desk, Measuring.KEY);
            await(() -> isAsked(desk, "initial"));
            assertThatThrownBy(() -> desk.save(image.id(), reviewer("Ada"), done(desk.image(image.id()))))
                    .isInstanceOfSatisfying(
                            Stale.class, it -> assertThat(it.current()).isEmpty());
        }
    }

    @Test
    void whatAnotherIsAtWorkOnCanBeSavedOnceTheyLetGo() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 2), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            ImageView image = handed(desk, "Ben");
            assertThatThrownBy(() -> desk.save(image.id(), reviewer("Ada"), done(image)))
                    .isInstanceOf(Held.class);
            desk.save(image.id(), reviewer("Ben"), new Change(0, List.of(), Map.of(), 0, "open", ""));
            assertThatThrownBy(() -> desk.save(image.id(), reviewer("Ada"), done(image)))
                    .as("as long as Ben goes on, there is nothing to merge with")
                    .isInstanceOf(Held.class);
            desk.release(image.id(), "Ben");
            assertThatThrownBy(() -> desk.save(image.id(), reviewer("Ada"), done(image)))
                    .isInstanceOf(Stale.class);
        }
    }

    @Test
    void withReviewTheRunWaitsForTheReviewer() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 1), new LabelDesk.Rules(0, true))) {
            desk.setUp(List.of("disc"));
            finishAll(desk, Measuring.KEY);
            ImageView image = desk.image(desk.images("done", 9, 0).get(0).id());
            assertThat(desk.phase()).isEqualTo(Phase.WAITING);
            assertThat(desk.images("", 9, 0)).noneMatch(it -> it.reviewed());
            ImageView half = desk.save(image.id(), reviewer("Boss"), done(image));
            assertThat(desk.images("", 9, 0)).as("a correction may go on").noneMatch(it -> it.reviewed());
            ImageView corrected = desk.save(image.id(), reviewer("Boss"), done(half));
            desk.review(image.id(), "Boss", new Verdict(corrected.revision(), "accept", "", 1));
            await(() -> isAsked(desk, "initial"));
        }
    }

    private static Change skipped(ImageView image) {
        return new Change(image.revision(), List.of(), Map.of(), 1, "skipped", "blurred");
    }

    @Test
    void aReviewerGetsOneFinishedImageAfterTheOther() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 3), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            assertThat(desk.nextToReview("Boss", null).none()).isEqualTo("Every finished image is reviewed.");
            ImageView first = handed(desk, "Ada");
            first = desk.save(first.id(), reviewer("Ada"), done(first));
            ImageView second = handed(desk, "Ada");
            second = desk.save(second.id(), reviewer("Ada"), skipped(second));
            assertThat(toReview(desk, "Boss", null)).isEqualTo(first.id());
            assertThat(toReview(desk, "Chief", null)).isEqualTo(second.id());
            assertThat(desk.nextToReview("Boss", first.id()).none()).isEqualTo("Others are at work on the rest.");
            desk.review(first.id(), "Boss", new Verdict(first.revision(), "accept", "", 1));
            desk.review(second.id(), "Chief", new Verdict(second.revision(), "accept", "", 1));
            assertThat(desk.nextToReview("Boss", first.id()).none()).isEqualTo("Every finished image is reviewed.");
            assertThat(desk.images("", 9, 0)).extracting(ImageLine::reviewed).containsExactly(true, true, false);
        }
    }

    private static long toReview(LabelDesk desk, String who, @Nullable Long after) {
        return Objects.requireNonNull(desk.nextToReview(who, after).image()).id();
    }

    @Test
    void withReviewASkipIsAcceptedBeforeTheRunGoesOn() throws Exception {
        try (LabelDesk desk = desk(beginning(9, 2), new LabelDesk.Rules(0, true))) {
            desk.setUp(List.of("disc"));
            ImageView first = handed(desk, "Ada");
            ImageView skip = desk.save(first.id(), reviewer("Ada"), skipped(first));
            finishAll(desk, Measuring.KEY);
            ImageLine other = desk.images("done", 9, 0).get(0);
            desk.review(other.id(), "Boss", new Verdict(other.revision(), "accept", "", 1));
            assertThat(desk.images("skipped", 9, 0)).noneMatch(ImageLine::reviewed);
            Thread.sleep(1000); // some looks
            assertThat(isAsked(desk, Measuring.KEY)).isTrue();
            desk.review(skip.id(), "Boss", new Verdict(skip.revision(), "accept", "", 1));
            await(() -> isAsked(desk, "initial"));
        }
    }

    @Test
    void withReviewASkipOfWhatSomebodyElseHasDoneHoldsNothingUp() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 1), new LabelDesk.Rules(1, true))) {
            desk.setUp(List.of("disc"));
            await(() -> desk.images("", 9, 0).size() == 2);
            ImageView adas = handed(desk, "Ada");
            ImageView bens = handed(desk, "Ben");
            adas = desk.save(adas.id(), reviewer("Ada"), done(adas));
            desk.save(bens.id(), reviewer("Ben"), skipped(bens));
            desk.review(adas.id(), "Boss", new Verdict(adas.revision(), "accept", "", 1));
            await(() -> isAsked(desk, "initial"));
        }
    }

    /** The run would end with an error as soon as it read them. */
    @Test
    void whereEveryFirstImageIsSkippedItWaitsUntilSomebodyLabelsOne() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 3), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishAll(desk, Measuring.KEY);
            await(() -> isAsked(desk, "initial"));
            for (int i = 0; i < 2; i++) {
                ImageView image = handed(desk, "Ada");
                desk.save(image.id(), reviewer("Ada"), skipped(image));
            }
            await(() -> desk.state("Ada").message().contains("nothing to learn from") || !isAsked(desk, "initial"));
            assertThat(desk.phase()).isEqualTo(Phase.WAITING);
            ImageView image = desk.image(desk.images("skipped", 9, 0).get(0).id());
            desk.save(image.id(), reviewer("Ada"), done(image));
            await(() -> isAsked(desk, "cycle-0"));
        }
    }

    @Test
    void withOverlapTwoPeopleGetTheSameImage() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 2), new LabelDesk.Rules(1, false))) {
            desk.setUp(List.of("disc"));
            await(() -> desk.images("", 9, 0).size() == 4);
            String first = handed(desk, "Ada").name();
            assertThat(handed(desk, "Ben").name()).isEqualTo(first);
        }
    }

    @Test
    void nobodyOpensTheirOwnImageAsItsSecondAnnotator() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 2), new LabelDesk.Rules(1, false))) {
            desk.setUp(List.of("disc"));
            await(() -> desk.images("", 9, 0).size() == 4);
            ImageView first = handed(desk, "Ada");
            desk.save(first.id(), reviewer("Ada"), done(first));
            ImageLine second = desk.images("open", 9, 0).stream()
                    .filter(it -> it.name().equals(first.name()))
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(() -> desk.lease(second.id(), "Ada"))
                    .isInstanceOf(Held.class)
                    .hasMessageContaining("you are its other annotator");
            assertThatThrownBy(() -> desk.save(second.id(), reviewer("Ada"), done(desk.image(second.id()))))
                    .isInstanceOf(Stale.class)
                    .hasMessageContaining("you are its other annotator");
            desk.lease(second.id(), "Ben");
        }
    }

    private static void execute(Beginning beginning, String sql) throws SQLException {
        Path file = beginning.run().resolve(Inbox.FILE);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The page gives up what it has of an image that is not there, and tries again where the server has a fault. */
    @Test
    void anImageThatCannotBeReadIsNotMissing() throws IOException, SQLException {
        Beginning beginning = beginning(9, 3);
        try (LabelDesk desk = desk(beginning, LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            ImageView image = handed(desk, "Ada");
            execute(beginning, "ALTER TABLE box RENAME TO away");
            assertThatThrownBy(() -> desk.image(image.id())).isInstanceOf(NotReady.class);
            assertThatThrownBy(() -> desk.save(image.id(), reviewer("Ada"), done(image)))
                    .isInstanceOf(NotReady.class)
                    .hasMessageNotContaining(folder.toString());
            execute(beginning, "ALTER TABLE away RENAME TO box");
            assertThat(desk.save(image.id(), reviewer("Ada"), done(image)).revision())
                    .isEqualTo(1);
            assertThatThrownBy(() -> desk.image(99)).isInstanceOf(Missing.class);
        }
    }

    /** As somebody who comes back to label, and has put more images into the folder. */
    @Test
    void newImagesAreTakenWhereTheRunIsGoneOnWith() throws IOException {
        Beginning beginning = beginning(9, 3);
        try (LabelDesk desk = desk(beginning, LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishAll(desk, Measuring.KEY);
            await(() -> isAsked(desk, "initial"));
        }
        Files.copy(folder.resolve("photos/scene-00.jpg"), folder.resolve("photos/zz-new.jpg"));
        try (LabelDesk desk = desk(Beginning.in(folder.resolve("place")), LabelDesk.Rules.NONE)) {
            assertThat(desk.phase()).isEqualTo(Phase.WAITING);
            assertThat(begun().pool().images()).hasSize(7);
        }
    }

    /** People would do for nobody what is done, and the run would never ask for what it waits for. */
    @Test
    void whereAnOlderInboxIsPutBackNobodyIsAskedForWhatTheRunHas() {
        Path run = folder.resolve("older");
        try (RunFolder made = made(run)) {
            CycleFolder.annotated(made.files(), RunContents.INITIAL_ANNOTATIONS, Pool.BEFORE_ALL, List.of());
        }
        ask(run, Measuring.KEY, images(0, 1));
        ask(run, "initial", images(1, 2));
        ScriptedRun program = new ScriptedRun(run, run, 1, 1);
        program.hold(true);
        try (LabelDesk desk = LabelDesk.ofRun(run, program, LabelDesk.Rules.NONE)) {
            assertThat(desk.next("Ada", null).image()).isNull();
            assertThat(desk.phase()).isEqualTo(Phase.TRAINING);
            assertThat(program.started()).isEqualTo(1);
        }
    }

    /** The run goes on with what it waits for all the same. */
    @Test
    void whereAnOlderInboxIsPutBackImagesToMeasureByStayClosedOnceTheyAreTaken() throws IOException {
        Beginning beginning = beginning(9, 3);
        try (LabelDesk desk = desk(beginning, LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishAll(desk, Measuring.KEY);
            await(() -> isAsked(desk, "initial"));
        }
        try (Inbox inbox = Inbox.open(beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().reopen(Measuring.KEY);
        }
        try (LabelDesk desk = desk(Beginning.in(folder.resolve("place")), LabelDesk.Rules.NONE)) {
            assertThat(listed(desk, 9, 0)).as("the first images to learn from").hasSize(2);
            assertThat(isAsked(desk, "initial")).isTrue();
        }
    }

    @Test
    void aRequestWaitsForWhoeverIsStillAtWorkInIt() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 2), new LabelDesk.Rules(1, false))) {
            desk.setUp(List.of("disc"));
            await(() -> desk.images("", 9, 0).size() == 4);
            handed(desk, "Ada");
            ImageView second = handed(desk, "Ben");
            finishAll(desk, Measuring.KEY);
            await(() -> desk.state("Ada").message().contains("still at work") || isAsked(desk, "initial"));
            desk.save(second.id(), reviewer("Ben"), done(second));
            await(() -> isAsked(desk, "initial"));
        }
    }

    @Test
    void aRequestWaitsForWhoeverCorrectsWhatIsFinishedInIt() throws IOException {
        try (LabelDesk desk = desk(beginning(9, 2), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            ImageView first = handed(desk, "Ada");
            ImageView image = desk.save(first.id(), reviewer("Ada"), done(first));
            assertThat(image.lease()).isNull();
            desk.lease(image.id(), "Ben");
            image = desk.save(image.id(), reviewer("Ben"), done(image));
            finishAll(desk, Measuring.KEY);
            await(() -> desk.state("Ada").message().contains("still at work") || isAsked(desk, "initial"));
            image = desk.save(image.id(), reviewer("Ben"), done(image));
            desk.review(image.id(), "Ben", new Verdict(image.revision(), "accept", "", 1));
            await(() -> isAsked(desk, "initial"));
        }
    }

    /** Loses the lock of the run to somebody, who has taken it just before. */
    private final class Beaten implements RunProgram, RunProgram.Working {
        private final boolean briefly;
        private final AtomicInteger started = new AtomicInteger();
        private volatile @Nullable FolderLock others;
        private volatile boolean seen;

        /** @param briefly whether that somebody is done before anybody looks how this ended */
        Beaten(boolean briefly) {
            this.briefly = briefly;
        }

        @Override
        public Working start(List<String> words) {
            started.incrementAndGet();
            try {
                others = FolderLock.take(folder.resolve("place/run"), "at work on it");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        void letGo() {
            Objects.requireNonNull(others).close();
        }

        @Override
        public boolean isAlive() {
            return false;
        }

        @Override
        public WatchProgram.Ending ending() {
            if (briefly) {
                letGo();
            }
            seen = true;
            return WatchProgram.Ending.BUSY;
        }

        @Override
        public boolean wasStopped() {
            return false;
        }

        @Override
        public int exitCode() {
            return 4;
        }

        @Override
        public String lastWords() {
            return "another process is working on this run";
        }

        @Override
        public void stop() {}
    }

    @Test
    void whoLosesTheRunToAnotherProcessGoesOnWithWhatThatOneAsks() throws IOException {
        Beginning beginning = beginning(9, 2);
        Beaten program = new Beaten(false);
        try (LabelDesk desk = LabelDesk.ofFolder(beginning, program, LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishAll(desk, Measuring.KEY);
            await(() -> program.seen);
            ask(beginning, "initial");
            program.letGo();
            await(() -> desk.phase() == Phase.WAITING || desk.phase() == Phase.FAILED);
            assertThat(desk.phase()).isEqualTo(Phase.WAITING);
            finishAll(desk, "initial");
            await(() -> desk.phase() == Phase.TRAINING || desk.phase() == Phase.FAILED);
            assertThat(desk.phase()).as("another process has it again").isEqualTo(Phase.TRAINING);
            program.letGo();
        }
    }

    /** As to {@code huale classes RUN add NAME}, which only has it for a moment. */
    @Test
    void whoLosesTheRunForAMomentStartsAnew() throws IOException {
        Beginning beginning = beginning(9, 2);
        Beaten program = new Beaten(true);
        try (LabelDesk desk = LabelDesk.ofFolder(beginning, program, LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            finishAll(desk, Measuring.KEY);
            await(() -> program.started.get() > 1 || desk.phase() == Phase.FAILED);
            assertThat(desk.phase()).isEqualTo(Phase.SELECTING);
        }
        program.letGo();
    }

    /** Is ended by the same Ctrl-C as whoever started it. */
    private static final class Interrupted implements RunProgram, RunProgram.Working {
        private final AtomicInteger started = new AtomicInteger();
        private volatile boolean ending;

        @Override
        public Working start(List<String> words) {
            started.incrementAndGet();
            return this;
        }

        @Override
        public boolean isEnding() {
            return ending;
        }

        @Override
        public boolean isAlive() {
            ending = true;
            return false;
        }

        @Override
        public WatchProgram.Ending ending() {
            return WatchProgram.Ending.FAULT;
        }

        @Override
        public boolean wasStopped() {
            return true;
        }

        @Override
        public int exitCode() {
            return 130;
        }

        @Override
        public String lastWords() {
            return "";
        }

        @Override
        public void stop() {}
    }

    @Test
    void whatEndsWithTheProgramHasNotFailed() throws Exception {
        Beginning beginning = beginning(9, 2);
        Interrupted program = new Interrupted();
        List<String> errors = Logged.by(RunKeeper.class, Level.ERROR, () -> {
            try (LabelDesk desk = LabelDesk.ofFolder(beginning, program, LabelDesk.Rules.NONE)) {
                desk.setUp(List.of("disc"));
                finishAll(desk, Measuring.KEY);
                await(() -> program.ending);
                Thread.sleep(1000); // some looks
                assertThat(desk.phase()).isEqualTo(Phase.SELECTING);
            }
        });
        assertThat(errors).isEmpty();
        assertThat(program.started).as("not started again").hasValue(1);
    }

    private static void ask(Beginning beginning, String key) {
        WantedImage wanted =
                WantedImage.of(NamedData.readPlain(beginning.images()).images().get(0));
        try (Inbox inbox = Inbox.open(beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().put(new NewRequest(key, ClassNames.of("disc"), "", List.of(wanted)));
        }
    }

    @Test
    void imagesToMeasureByAreClosedBeforeTheyAreReadAndReadAgainAfterACrash() throws IOException {
        Path read = folder.resolve("place/measure.json");
        try (LabelDesk desk = desk(beginning(9, 2), LabelDesk.Rules.NONE)) {
            desk.setUp(List.of("disc"));
            Files.createDirectories(read.resolve("in the way"));
            ImageView image = handed(desk, "Ada");
            finishAll(desk, Measuring.KEY);
            await(() -> desk.phase() == Phase.FAILED);
            assertThatThrownBy(() -> desk.save(image.id(), reviewer("Ada"), done(desk.image(image.id()))))
                    .isInstanceOf(Stale.class);
        }
        Files.delete(read.resolve("in the way"));
        Files.delete(read);
        try (LabelDesk desk = desk(Beginning.in(folder.resolve("place")), LabelDesk.Rules.NONE)) {
            await(() -> isAsked(desk, "initial"));
            assertThat(begun().test().images())
                    .hasSize(2)
                    .allMatch(it -> it.annotations().size() == 1);
        }
    }
}
