package org.huale.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.ScriptedDetector;
import org.huale.detect.View;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.ScriptedProvider;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.AwaitedFileException;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.problem.HualeException;
import org.huale.storage.FileIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a kind of detector whose file holds the names of its classes, and that has a file beside it. */
class GivenTrainerTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog");
    private static final ImageSize SIZE = new ImageSize(4, 4);

    @TempDir
    private Path folder;

    private Dataset images;

    /** Has a file beside its weights. */
    private static final class WithNote extends ScriptedProvider {
        @Override
        public List<Path> files(Path weights) {
            Path note = weights.resolveSibling("note.txt");
            return Files.exists(note) ? List.of(weights, note) : List.of(weights);
        }
    }

    /** Its file is cut as soon as something of it is copied; the file beside it comes only after that. */
    private static final class CutMeanwhile extends ScriptedProvider {
        private final Path copies; // the folder that they are copied to

        CutMeanwhile(Path copies) {
            this.copies = copies;
        }

        @Override
        public List<Path> files(Path weights) {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> cut(weights));
            return new AbstractList<>() {
                @Override
                public Path get(int index) {
                    if (index == 0) {
                        return weights;
                    }
                    cut.join();
                    return weights.resolveSibling("note.txt");
                }

                @Override
                public int size() {
                    return 2;
                }
            };
        }

        private void cut(Path weights) {
            while (!begun()) {
                Thread.onSpinWait();
            }
            try (FileChannel file = FileChannel.open(weights, StandardOpenOption.WRITE)) {
                file.truncate(1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean begun() {
            try (Stream<Path> files = Files.list(copies)) {
                return files.findAny().isPresent();
            } catch (IOException e) {
                return false;
            }
        }
    }

    @BeforeEach
    void draw() {
        List<ImageRecord> drawn = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path file = folder.resolve(i + ".png");
            byte[] rgb = new byte[3 * 16];
            rgb[1] = (byte) i; // the class that is found
            ImageWriter.write(new Image(SIZE, rgb), file);
            drawn.add(new ImageRecord(new ImageId(i + ".png"), file, SIZE, List.of()));
        }
        images = new Dataset("drawn", CLASSES, drawn);
    }

    private Path file(String name, String... classes) throws IOException {
        return Files.write(folder.resolve(name), List.of(classes));
    }

    private TrainingSetup setup(String model) {
        return new TrainingSetup(
                0,
                new GivenOptions(folder.resolve(model).toString()),
                new GivenRecipe(),
                FirstWeights.random(),
                new DetectorSource.Place("cpu", 1),
                1);
    }

    private static DetectorTraining training() {
        return new GivenTraining(new WithNote());
    }

    private DetectorTrainer trainer(String model) {
        return training().trainer(setup(model), TrainingListener.silent(), new StopSignal());
    }

    private DetectorTrainer.Task task(int cycle) {
        Dataset none = new Dataset("none", CLASSES, List.of());
        return new DetectorTrainer.Task(
                cycle,
                new DetectorTrainer.Images(images, none, images),
                folder.resolve("cycle-" + cycle + "/training"),
                null,
                0,
                List.of());
    }

    private List<Integer> classesFound(DetectorTrainer trainer, Path weights) {
        Map<ImageId, Detections> found = new TreeMap<>();
        try (PoolDetector detector = trainer.open(weights, Set.of())) {
            assertThat(detector.classes()).isEqualTo(CLASSES);
            detector.detect(images.images(), View.ORIGINAL, found::put);
        }
        return found.values().stream().map(it -> it.classes()[0]).toList();
    }

    @Test
    void eachCycleTakesACopyOfItsFileAndOfThoseThatGoWithIt() throws IOException {
        Path first = file("d0.scripted", "cat", "dog");
        file("d1.scripted", "dog", "cat");
        Files.writeString(folder.resolve("note.txt"), "of both");
        DetectorTrainer trainer = trainer("d{cycle}.scripted");
        Path weights = trainer.train(task(0)).weights();
        assertThat(weights).hasSameTextualContentAs(first).hasFileName("d0.scripted");
        assertThat(weights.resolveSibling("note.txt")).hasContent("of both");
        assertThat(folder.resolve("cycle-0/training/detector.json"))
                .content()
                .contains(first.toString(), FileIdentity.hash(first), "note.txt", "cat");
        assertThat(classesFound(trainer, weights)).containsExactly(0, 1);
        assertThat(classesFound(trainer, trainer.train(task(1)).weights())).containsExactly(1, 0);
        Files.delete(first);
        trainer.requireAsTrained(weights);
        assertThat(classesFound(trainer, weights)).containsExactly(0, 1);
    }

    @Test
    void aCycleWaitsForItsOwnFileAndOneForAllMustBeThere() throws IOException {
        file("d0.scripted", "cat", "dog");
        DetectorTrainer own = trainer("d{cycle}.scripted");
        assertThat(own.train(task(0)).complete()).isTrue();
        assertThatThrownBy(() -> own.train(task(1)))
                .isInstanceOf(AwaitedFileException.class)
                .hasMessage("cycle 1 waits for its detector, the file " + folder.resolve("d1.scripted"));
        assertThat(folder.resolve("cycle-1")).doesNotExist();
        assertThatThrownBy(() -> trainer("gone.scripted").train(task(0)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("gone.scripted: no such file; detector.model");
        assertThat(training().awaited(setup("d{cycle}.scripted"), 3))
                .isEqualTo(Optional.of(folder.resolve("d3.scripted")));
    }

    @Test
    void aFileThatIsChangedUnderItsCycleIsRefusedWithTheWayOut() throws IOException {
        Path file = file("d.scripted", "cat", "dog");
        Path note = Files.writeString(folder.resolve("note.txt"), "before");
        DetectorTrainer trainer = trainer("d.scripted");
        Path weights = trainer.train(task(0)).weights();
        trainer.requireAsTrained(weights);
        Files.writeString(note, "after");
        assertThatThrownBy(() -> trainer.requireAsTrained(weights))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(note + ": was changed since this cycle began with it")
                .hasMessageContaining("kept in " + weights.resolveSibling(""))
                .hasMessageContaining("delete " + weights + " and say 'huale resume RUN --repair'");
        Files.writeString(note, "before");
        Files.writeString(file, "dog\ncat");
        assertThatThrownBy(() -> trainer.requireAsTrained(weights)).hasMessageContaining(file + ": was changed");
        assertThat(classesFound(trainer, weights)).containsExactly(0, 1); // of the copy, where it must be looked at
        Path next = trainer.train(task(1)).weights();
        trainer.requireAsTrained(next);
        assertThat(next).hasContent("dog\ncat");
    }

    /** As where whoever writes it replaces it in place. Large enough that it is still being copied then. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aFileThatIsCutWhileItIsCopiedIsAwaited() throws IOException {
        Path file = file("cut.scripted", "cat", "dog");
        Files.writeString(folder.resolve("note.txt"), "of it");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 32 << 20);
        }
        DetectorTraining training = new GivenTraining(new CutMeanwhile(folder.resolve("cycle-0/training/weights")));
        DetectorTrainer trainer = training.trainer(setup("cut.scripted"), TrainingListener.silent(), new StopSignal());
        assertThatThrownBy(() -> trainer.train(task(0)))
                .isInstanceOf(AwaitedFileException.class)
                .hasMessage(file + " changed while it was read; whoever writes it is not done");
        assertThat(folder.resolve("cycle-0/training/detector.json")).doesNotExist();
    }

    @Test
    void classesGoByNameAndAFileOfOtherOnesIsNoDetector() throws IOException {
        file("more.scripted", "bird", "dog", "cat");
        DetectorTrainer more = trainer("more.scripted");
        Path weights = more.train(task(0)).weights();
        Map<ImageId, Detections> found = new TreeMap<>();
        try (PoolDetector detector = more.open(weights, Set.of(EvidencePart.PROBABILITIES))) {
            detector.detect(images.images(), View.ORIGINAL, found::put);
        }
        assertThat(found.values().stream().map(Detections::count)).startsWith(0); // a bird
        assertThat(found)
                .hasEntrySatisfying(
                        new ImageId("1.png"), it -> assertThat(it.classes()).containsExactly(1));
        file("birds.scripted", "bird");
        assertThatThrownBy(() -> trainer("birds.scripted").train(task(1)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("birds.scripted: the detector tells apart [bird]");
    }

    @Test
    void whatIsThereIsLookedAtBeforeTheRunBegins() throws IOException {
        DetectorTraining.Wish wish = new DetectorTraining.Wish(Set.of(EvidencePart.PROBABILITIES), List.of(), false);
        training().rehearse(setup("d{cycle}.scripted"), CLASSES, wish); // waits
        assertThatThrownBy(() -> training().rehearse(setup("d.scripted"), CLASSES, wish))
                .hasMessageContaining("no such file");
        file("d0.scripted", "bird");
        training().rehearse(setup("d{cycle}.scripted"), ClassNames.of(), wish); // no class is known yet
        assertThatThrownBy(() -> training().rehearse(setup("d{cycle}.scripted"), CLASSES, wish))
                .hasMessageContaining("no class is in both");
        file("d.scripted", "cat", "dog");
        DetectorTraining.Wish odd = new DetectorTraining.Wish(Set.of(EvidencePart.PROPOSALS), List.of(), false);
        training().rehearse(setup("d.scripted"), CLASSES, odd);
        training().rehearse(setup("d.scripted"), CLASSES, comparingBy(ScriptedDetector.COLOUR));
        DetectorTraining.Wish pooled = comparingBy(PoolDetector.POOLED_FEATURES);
        assertThatThrownBy(() -> training().rehearse(setup("d.scripted"), CLASSES, pooled))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("d.scripted gives no pooled features of images, which the strategy needs");
    }

    private static DetectorTraining.Wish comparingBy(String vector) {
        return new DetectorTraining.Wish(Set.of(), Set.of(vector), List.of(), false);
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new GivenOptions("a{seed}.onnx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("knows no placeholder but {cycle}");
        DetectorTraining training = training();
        assertThatThrownBy(() -> training.fitted(setupOf(GivenOptions.defaults()), key -> true))
                .hasMessageContaining("detector.model: is missing");
        assertThatThrownBy(() -> training.fitted(setupOf(new GivenOptions("a.pt")), key -> true))
                .hasMessageContaining("a.pt is no file of the kind scripted");
        assertThat(training.fitted(setupOf(new GivenOptions("a{cycle}.scripted")), key -> true))
                .isEqualTo(new GivenOptions(
                        Path.of("a{cycle}.scripted").toAbsolutePath().toString()));
        TrainingSetup setup = setup("d.scripted");
        assertThatThrownBy(() -> training.require(setup, new DetectorTraining.Wish(Set.of(), List.of(), true)))
                .hasMessageContaining("weights.mode: is previous");
    }

    private static TrainingSetup setupOf(GivenOptions options) {
        return new TrainingSetup(
                0, options, new GivenRecipe(), FirstWeights.random(), new DetectorSource.Place("cpu", 1), 1);
    }
}
