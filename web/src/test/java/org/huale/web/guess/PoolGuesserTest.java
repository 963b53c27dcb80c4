package org.huale.web.guess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.huale.dataset.ClassNames;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.ScriptedDetector;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.revision.ClassChange;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;
import org.huale.web.desk.NotReady;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guesses are of the pool's images and nothing else. */
class PoolGuesserTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);

    @TempDir
    private Path folder;

    private final AtomicReference<Optional<DetectorFile>> newest =
            new AtomicReference<>(Optional.of(new DetectorFile("huale-cycle-0", Path.of("w0"))));
    private final List<ScriptedDetector> opened = new ArrayList<>();
    private final List<Path> read = new ArrayList<>();
    private final List<PoolGuesser> guessers = new ArrayList<>();
    private boolean named = true;
    /** Done in the thread of the guesses before a detector is opened, and before an image is read. */
    private Runnable opening = () -> {};

    private Runnable reading = () -> {};

    private void make(double threshold, Duration patience, String... images) throws IOException {
        FlatNames pool = pool(images);
        guessers.add(new PoolGuesser(() -> pool, new PoolGuesser.Setup(newest::get, this::open, threshold, patience)));
    }

    private FlatNames pool(String... images) throws IOException {
        List<ImageRecord> pool = new ArrayList<>();
        for (String name : images) {
            Path file = folder.resolve("pool").resolve(name);
            Files.createDirectories(file.getParent());
            byte[] pixels = new byte[64 * 48 * 3];
            pixels[0] = (byte) 200;
            ImageWriter.write(new Image(SIZE, pixels), file);
            pool.add(new ImageRecord(new ImageId(name.replace(".png", "")), file, SIZE, List.of()));
        }
        return FlatNames.of(pool);
    }

    /** The last one that was made. */
    private PoolGuesser guesser() {
        return guessers.get(guessers.size() - 1);
    }

    private PoolGuesser.Model open(DetectorFile file) {
        opening.run();
        ScriptedDetector made = new ScriptedDetector(ClassNames.of("disc", "square"));
        opened.add(made);
        return new PoolGuesser.Model(named ? made : new Unnamed(made), path -> {
            read.add(path);
            reading.run();
            return ImageIoReader.defaults().read(path);
        });
    }

    @AfterEach
    void close() {
        guesser().close();
        assertThat(opened).allMatch(ScriptedDetector::isClosed);
    }

    private List<Boolean> has(String... names) {
        return guesser().guess(Arrays.stream(names).map(List::of).toList()).stream()
                .map(Optional::isPresent)
                .toList();
    }

    @Test
    void imagesAreFoundByTheNamesThatLabelStudioHasForThem() throws IOException {
        make(0, Duration.ofHours(1), "night/a b.png", "night/c.png", "day/c.png");
        assertThat(has(
                        "upload/4/0a1b2c3d-a_b.png",
                        "run/images/night__c.png",
                        "day/c.png",
                        "some/where/day/c.png",
                        "a%20b.png",
                        "c.png",
                        "unknown.png"))
                .containsExactly(true, true, true, true, true, false, false);
    }

    @Test
    void noOtherFileIsRead() throws IOException {
        make(0, Duration.ofHours(1), "a.png");
        Path secret = Files.writeString(folder.resolve("secret.png"), "x");
        assertThat(has(secret.toString(), "../secret.png", "file://" + secret, "pool/../secret.png", "", "..", "/"))
                .containsOnly(false);
        assertThat(has("../../pool/a.png", folder.resolve("elsewhere/a.png").toString()))
                .as("by its name, whatever stands before it")
                .containsExactly(true, true);
        assertThat(read).containsOnly(folder.resolve("pool/a.png"));
    }

    @Test
    void theSurestNameIsTakenAndWhatWasFoundIsKeptUntilThereIsAnotherDetector() throws IOException {
        make(0, Duration.ofHours(1), "a.png", "b.png");
        assertThat(guesser().guess(List.of(List.of("b", "upload/a.png"), List.of("gone", "a.png"))))
                .allMatch(Optional::isPresent);
        assertThat(read).containsExactly(folder.resolve("pool/b.png"), folder.resolve("pool/a.png"));
        has("a.png", "b.png");
        assertThat(read).hasSize(2);
        assertThat(guesser().version()).isEqualTo("huale-cycle-0");
        newest.set(Optional.of(new DetectorFile("huale-cycle-1", Path.of("w1"))));
        has("a.png");
        assertThat(guesser().version()).isEqualTo("huale-cycle-1");
        assertThat(read).hasSize(3);
        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).isClosed()).isTrue();
    }

    /** One whose pool is read again when the list of its images has changed. */
    private Path makeGrowing(Supplier<FlatNames> pool) throws IOException {
        Path list = Files.writeString(folder.resolve("pool-images.json"), "");
        guessers.add(new PoolGuesser(
                new PoolNames(list, pool), new PoolGuesser.Setup(newest::get, this::open, 0, Duration.ofHours(1))));
        return list;
    }

    /** As of a run into whose folder people put images each week, while one server runs for months. */
    @Test
    void imagesThatCameIntoThePoolSinceHaveGuesses() throws IOException {
        AtomicReference<FlatNames> pool = new AtomicReference<>(pool("a.png"));
        Path list = makeGrowing(() -> Objects.requireNonNull(pool.get()));
        assertThat(has("a.png", "b.png")).containsExactly(true, false);
        pool.set(pool("a.png", "b.png"));
        assertThat(has("b.png")).as("that the run does not know yet").containsExactly(false);
        Files.writeString(list, "more");
        assertThat(has("a.png", "b.png")).containsExactly(true, true);
        assertThat(read).containsExactly(folder.resolve("pool/a.png"), folder.resolve("pool/b.png"));
        assertThat(opened).hasSize(1);
    }

    @Test
    void whileThePoolCannotBeReadAgainTheImagesOfBeforeHaveGuesses() throws IOException {
        FlatNames before = pool("a.png");
        FlatNames after = pool("a.png", "b.png");
        AtomicReference<Supplier<FlatNames>> pool = new AtomicReference<>(() -> before);
        Path list = makeGrowing(() -> Objects.requireNonNull(pool.get()).get());
        Files.writeString(list, "more");
        pool.set(() -> {
            throw new HualeException("pool: not there");
        });
        assertThat(Logged.by(PoolNames.class, Level.WARN, () -> {
                    assertThat(has("a.png", "b.png")).containsExactly(true, false);
                    assertThat(has("a.png")).containsExactly(true);
                }))
                .as("said once")
                .singleElement()
                .asString()
                .endsWith("pool: not there");
        pool.set(() -> after);
        assertThat(has("b.png")).containsExactly(true);
    }

    @Test
    void guessesBelowTheThresholdAreLeftOutAndScoresGoWithThem() throws IOException {
        make(0, Duration.ofHours(1), "a.png");
        Guesses all = guesser().guess(List.of(List.of("a.png"))).get(0).orElseThrow();
        assertThat(all.objects()).hasSize(1);
        double score = all.scores().get(0);
        assertThat(all.meanScore()).isEqualTo(score);
        String name = all.classes().name(all.objects().get(0).classIndex());
        assertThat(all.of(List.of(name))).isEqualTo(all);
        assertThat(all.of(List.of("other")).objects()).isEmpty();
        guesser().close();
        make(Math.nextUp((float) score), Duration.ofHours(1), "a.png");
        assertThat(guesser()
                        .guess(List.of(List.of("a.png")))
                        .get(0)
                        .orElseThrow()
                        .objects())
                .isEmpty();
    }

    /** Of 0.7 the double is a little more than the float that a detector tells. */
    @Test
    void aThresholdIsComparedAsTheFloatThatItReadsAs() throws IOException {
        make(0, Duration.ofHours(1), "a.png");
        double score = scores().get(0);
        guesser().close();
        make(Math.nextUp(score), Duration.ofHours(1), "a.png");
        assertThat(scores()).containsExactly(score);
    }

    private List<Double> scores() {
        return guesser().guess(List.of(List.of("a.png"))).get(0).orElseThrow().scores();
    }

    @Test
    void withoutADetectorOrTimeItSaysSoAndGoesOnLater() throws IOException {
        newest.set(Optional.empty());
        make(0, Duration.ofHours(1), "a.png");
        assertThat(guesser().version()).isEqualTo("huale-none-yet");
        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> has("a.png"))
                .withMessage("no detector is trained yet");
        guesser().close();
        newest.set(Optional.of(new DetectorFile("v", Path.of("w"))));
        make(0, Duration.ofNanos(-1), "a.png");
        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> has("a.png"))
                .withMessage("guesses of 0 of 1 images are there; ask again for the others");
    }

    @Test
    void theDetectorIsOpenedBeforeAnybodyAsks() throws IOException {
        make(0, Duration.ofHours(1), "a.png");
        guesser().prepare();
        assertThat(opened).hasSize(1);
        assertThat(has("a.png")).containsExactly(true);
        assertThat(opened).as("once").hasSize(1);
        train(ClassRenumbering.none(ClassNames.of("helmet", "vest")));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> guesser().prepare())
                .withMessageContaining("no class is in both");
        newest.set(Optional.empty());
        guesser().prepare();
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aNameMayHaveAnyNumberOfFolders() throws IOException {
        make(0, Duration.ofHours(1), "night/a.png", "day/a.png");
        assertThat(has("x/".repeat(200_000) + "day/a.png")).containsExactly(true);
        assertThat(read).containsExactly(folder.resolve("pool/day/a.png"));
    }

    /** Begins something in a thread of its own, and returns when that waits for the thread of the guesses. */
    private static Thread waiting(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            pause(1);
        }
        return thread;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertNotReady(Future<?> asked, String words) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(asked::get)
                .withCauseInstanceOf(NotReady.class)
                .withMessageContaining(words);
    }

    @Test
    void theWaitForItsTurnIsPartOfAQuestionsTime() throws IOException {
        make(0, Duration.ofMillis(100), "a.png");
        FutureTask<List<Boolean>> asked = new FutureTask<>(() -> has("a.png"));
        opening = () -> {
            waiting(asked);
            pause(200);
        };
        guesser().prepare();
        assertNotReady(asked, "guesses of 0 of 1 images are there");
        assertThat(read).isEmpty();
    }

    @Test
    void aQuestionThatNobodyWaitsForAnyMoreIsNotWorkedOn() throws IOException {
        make(0, Duration.ofHours(1), "a.png", "b.png");
        FutureTask<List<Boolean>> abandoned = new FutureTask<>(() -> has("b.png"));
        reading = () -> {
            Thread asking = waiting(abandoned);
            asking.interrupt();
            while (asking.isAlive()) {
                pause(1);
            }
        };
        assertThat(has("a.png")).containsExactly(true);
        assertNotReady(abandoned, "the server ends");
        assertThat(has("a.png")).as("after the turn of the other").containsExactly(true);
        assertThat(read).containsExactly(folder.resolve("pool/a.png"));
    }

    @Test
    void closingWaitsForTheImageAtHandAlone() throws Exception {
        make(0, Duration.ofHours(1), "a.png", "b.png", "c.png");
        FutureTask<List<Boolean>> queued = new FutureTask<>(() -> has("c.png"));
        FutureTask<Boolean> closing = new FutureTask<>(guesser()::close, true);
        reading = () -> {
            waiting(queued);
            waiting(closing);
        };
        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> has("a.png", "b.png"))
                .withMessage("the server ends");
        assertNotReady(queued, "the server ends");
        assertThat(closing.get()).isTrue();
        assertThat(read).containsExactly(folder.resolve("pool/a.png"));
        assertThat(opened).allMatch(ScriptedDetector::isClosed);
        make(0, Duration.ofHours(1), "a.png"); // which is closed behind the test
    }

    @Test
    void anImageThatCannotBeReadHasNoGuesses() throws IOException {
        make(0, Duration.ofHours(1), "a.png", "b.png");
        Files.writeString(folder.resolve("pool/a.png"), "broken");
        assertThat(has("a.png", "b.png")).containsExactly(false, true);
    }

    /** The names that the weights lack are made up, and only their order means something. */
    private record Unnamed(ScriptedDetector scripted) implements Detector {
        @Override
        public ClassNames classes() {
            return ClassNames.of("class 1", "class 2");
        }

        @Override
        public boolean namesItsClasses() {
            return false;
        }

        @Override
        public Set<EvidencePart> evidence() {
            return scripted.evidence();
        }

        @Override
        public ImageSize padded(ImageSize image) {
            return scripted.padded(image);
        }

        @Override
        public BatchPass<?, Detections> detection(Set<EvidencePart> wanted) {
            return scripted.detection(wanted);
        }

        @Override
        public void close() {
            scripted.close();
        }
    }

    private void train(ClassRenumbering classes) {
        newest.set(Optional.of(new DetectorFile("huale-cycle-0", Path.of("w0"), Optional.of(classes))));
    }

    private Set<String> guessed() {
        return guesser().guess(List.of(List.of("a.png"))).get(0).orElseThrow().names();
    }

    /** The detector finds the first of its two classes. */
    @Test
    void guessesOfARunAreInItsClassesAndNotInThoseOfTheFile() throws IOException {
        make(0, Duration.ofHours(1), "a.png");
        assertThat(guessed()).containsExactly("disc");
        train(ClassRenumbering.none(ClassNames.of("square", "disc")));
        assertThat(guessed()).containsExactly("disc");
        named = false;
        train(ClassRenumbering.none(ClassNames.of("helmet", "vest")));
        assertThat(guessed()).containsExactly("helmet");
    }

    @Test
    void guessesOfARunAreInItsClassesOfNow() throws IOException {
        make(0, Duration.ofHours(1), "a.png");
        ClassHistory before = new ClassHistory(ClassNames.of("disc", "square"), List.of());
        train(before.since(0));
        assertThat(guessed()).containsExactly("disc");
        ClassChange renamed = ClassChange.rename("disc", "circle");
        train(before.with(new ClassHistory.Entry(renamed, 1, 0, "now")).since(0));
        assertThat(guessed()).as("while it serves").containsExactly("circle");
        assertThat(opened).hasSize(2);
    }

    @Test
    void aDetectorThatCannotBeOfItsRunIsRefused() throws IOException {
        make(0, Duration.ofHours(1), "a.png");
        train(ClassRenumbering.none(ClassNames.of("helmet", "vest")));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::guessed)
                .withMessageStartingWith("w0: ")
                .withMessageContaining("no class is in both");
    }
}
