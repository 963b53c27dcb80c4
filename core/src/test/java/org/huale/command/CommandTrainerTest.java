package org.huale.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.huale.acquire.store.StoredPredictions;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.problem.HualeException;
import org.huale.process.ScriptedProgram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandTrainerTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog");
    private static final int WIDTH = 12;
    private static final int HEIGHT = 8;

    @TempDir
    private Path folder;

    private Dataset images;
    private CommandOptions options;

    @BeforeEach
    void draw() {
        List<ImageRecord> drawn = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Path file = folder.resolve("images/in" + i % 2 + "/" + i + " x.png");
            Folders.made(file.resolveSibling(""));
            ImageWriter.write(image(i), file);
            Annotation object = Annotation.of(new Box(i, 1, i + 3, 4), i % 2);
            drawn.add(new ImageRecord(
                    new ImageId("in" + i % 2 + "/" + i + " x.png"),
                    file,
                    new ImageSize(WIDTH, HEIGHT),
                    i == 2 ? List.of() : List.of(object)));
        }
        images = new Dataset("drawn", CLASSES, drawn);
        options = options("train", List.of("{out}", "weights={weights}"), List.of("images={images}"));
    }

    /** Red in [i, i + 3) x [1, 4). */
    private static Image image(int i) {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        for (int y = 1; y < 4; y++) {
            for (int x = i; x < i + 3; x++) {
                rgb[3 * (y * WIDTH + x)] = (byte) 255;
            }
        }
        return new Image(new ImageSize(WIDTH, HEIGHT), rgb);
    }

    private CommandOptions options(String step, List<String> train, List<String> predict) {
        List<String> trained = ScriptedProgram.words(step);
        trained.addAll(train);
        List<String> predicted = ScriptedProgram.words("predict", "predictions={predictions}");
        predicted.addAll(predict);
        return new CommandOptions(
                CommandTemplate.of(trained),
                CommandTemplate.none(),
                CommandTemplate.of(predicted),
                "a/weights.txt",
                "",
                List.of(),
                "",
                0,
                List.of(),
                folder.toString(),
                2000);
    }

    private DetectorTrainer trainer() {
        return trainer(FirstWeights.random(), new StopSignal());
    }

    private DetectorTrainer trainer(FirstWeights first, StopSignal stop) {
        TrainingSetup setup =
                new TrainingSetup(1, options, new CommandRecipe(7, 3), first, new DetectorSource.Place("cpu", 2), 4);
        return new CommandTraining().trainer(setup, TrainingListener.silent(), stop);
    }

    private DetectorTrainer.Task task(String name, DetectorTrainer.@Nullable Previous previous) {
        Dataset labeled = new Dataset("labeled", CLASSES, images.images().subList(0, 3));
        Dataset rest = new Dataset("rest", CLASSES, images.images().subList(3, 5));
        return new DetectorTrainer.Task(
                2, new DetectorTrainer.Images(labeled, rest, labeled), folder.resolve(name), previous, -1L, List.of());
    }

    @Test
    void aProgramIsLookedForWhereItsStartWouldFindIt() throws IOException {
        Files.createFile(
                folder.resolve("trainer"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        rehearse("./trainer {out}", "A=b");
        rehearse("trainer {out}", "PATH=/nowhere:" + folder);
        rehearse("trainer {out}", "PATH=/nowhere:"); // the folder that it works in
        rehearse("{out}", "PATH=/nowhere");
        assertThatThrownBy(() -> rehearse("trainer {out}", "PATH=/nowhere"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.train: there is no program trainer that can be started");
        assertThatThrownBy(() -> rehearse("bin/trainer {out}", "A=b"))
                .hasMessageContaining("no program bin/trainer that can be started in " + folder);
        Files.createFile(folder.resolve("notes.txt"));
        assertThatThrownBy(() -> rehearse("./notes.txt", "A=b")).hasMessageContaining("no program ./notes.txt");
    }

    /** A run cannot be told another word when it comes to them. */
    @Test
    void theProgramsThatComeAfterTheTrainingAreLookedForToo() {
        rehearse(List.of("sh {out}", "", "sh {images} {predictions}"), "A=b");
        rehearse(List.of("sh {out}", "{out} {model}", ""), "A=b");
        assertThatThrownBy(() -> rehearse(List.of("sh {out}", "yollo {model}", ""), "A=b"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.export: there is no program yollo that can be started");
        assertThatThrownBy(() -> rehearse(List.of("sh {out}", "", "/no/such/python {images} {predictions}"), "A=b"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.predict: there is no program /no/such/python that can be started");
    }

    private void rehearse(String train, String variable) {
        rehearse(List.of(train, "", ""), variable);
    }

    /** @param commands that train, export and predict */
    private void rehearse(List<String> commands, String variable) {
        CommandOptions asked = new CommandOptions(
                CommandTemplate.of(commands.get(0)),
                CommandTemplate.of(commands.get(1)),
                CommandTemplate.of(commands.get(2)),
                "",
                "",
                List.of(),
                "",
                0,
                List.of(variable),
                folder.toString(),
                2000);
        TrainingSetup setup = new TrainingSetup(
                1, asked, new CommandRecipe(7, 3), FirstWeights.random(), new DetectorSource.Place("cpu", 2), 4);
        new CommandTraining().rehearse(setup, CLASSES, new DetectorTraining.Wish(Set.of(), List.of(), false));
    }

    @Test
    void theProgramIsHandedTheLabeledImagesInTheFormatThatItAsksFor() throws IOException {
        options = options(
                "train",
                List.of("{out}", "weights={weights}", "coco={coco}", "voc={voc}", "yolo={yolo}", "pool={pool}"),
                List.of("images={images}"));
        Path out = trained("run").resolveSibling("out");
        assertThat(out.resolve("coco.copy"))
                .content()
                .contains("\"cat\"", "\"file_name\":\"in1/1 x.png\"", "\"bbox\":[1.0,1.0,3.0,3.0]");
        assertThat(out.resolve("coco.files"))
                .content()
                .contains("images/in1/1 x.png")
                .doesNotContain("3 x");
        assertThat(out.resolve("voc.files"))
                .content()
                .contains("Annotations/in1/1 x.xml", "JPEGImages/in0/2 x.png", "ImageSets/Main/train.txt")
                .doesNotContain("3 x");
        assertThat(out.resolve("yolo.copy"))
                .content()
                .contains("train: \"images/train\"", "val: \"images/train\"", "0: \"cat\"");
        assertThat(out.resolve("yolo.files"))
                .content()
                .contains("images/train/in1/1 x.png", "labels/train/in0/2 x.txt")
                .doesNotContain("3 x", "images/val");
        assertThat(Files.readAllLines(out.resolve("pool.copy")))
                .containsExactly(
                        images.images().get(3).file().toString(),
                        images.images().get(4).file().toString());
        assertThat(folder.resolve("run/data")).doesNotExist();
    }

    @Test
    void itIsToldTheRest() throws IOException {
        options = options(
                "train",
                List.of("{out}", "weights={weights}", "{seed}", "{threads} {device}", "{cycle}", "{epochs}", "{batch}"),
                List.of("images={images}"));
        Path weights = trained("run");
        assertThat(Files.readAllLines(weights.resolveSibling("out/told.txt")))
                .endsWith("2147483647", "2 cpu", "2", "7", "3");
        assertThat(weights.resolveSibling("out/before.txt")).isEmptyFile();
    }

    @Test
    void itBeginsWithTheWeightsOfTheCycleBeforeOrThoseGiven() throws IOException {
        options = options("train", List.of("{out}", "weights={weights}", "start={start}"), List.of("images={images}"));
        Path first = Files.writeString(folder.resolve("first.pt"), "first weights");
        DetectorTrainer trainer = trainer(new FirstWeights(null, first), new StopSignal());
        Path before = trainer.train(task("first", null)).weights();
        assertThat(before.resolveSibling("out/start.copy")).content().isEqualTo("first weights");
        DetectorTrainer.Previous previous = new DetectorTrainer.Previous(before, Optional.of(CLASSES));
        Path after = trainer.train(task("second", previous)).weights();
        assertThat(after.resolveSibling("out/start.copy")).content().contains("start=" + first);
    }

    @Test
    void halfOfAnOutputIsNeverTakenAndAWholeOneIsNotMadeAgain() throws IOException {
        Path mark = folder.resolve("mark");
        options =
                options("stumble", List.of(mark.toString(), "{out}", "weights={weights}"), List.of("images={images}"));
        assertThatThrownBy(() -> trainer().train(task("run", null)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.train")
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("stumbled")
                .hasMessageContaining(folder.resolve("run/train.log").toString());
        Files.writeString(mark, "");
        Path weights = trained("run");
        assertThat(weights.resolveSibling("out/before.txt")).isEmptyFile(); // what was half is gone
        Files.delete(mark);
        assertThat(trained("run")).isEqualTo(weights); // it would stumble
        assertThat(folder.resolve("run/train.log")).content().containsPattern("(?s)== .*stumbled.*== ");
    }

    /** Half of what it left is gone by then. */
    @Test
    void anExportThatFailedIsDoneAgainAlone() throws IOException {
        Path mark = folder.resolve("mark");
        exporting(mark, "weights={weights}");
        Path out = failedExport("run");
        Files.createDirectories(out.resolve("half/of it"));
        Files.writeString(out.resolve("half/of it/model"), "half");
        Path latest = Files.createSymbolicLink(out.resolve("latest"), out.resolve("half"));
        Files.writeString(mark, "");
        trained("run");
        assertThat(latest).as("a link, whose target goes first").doesNotExist();
        assertThat(Files.isSymbolicLink(latest)).isFalse();
        assertThat(starts("run/train.log")).isEqualTo(1);
        assertThat(starts("run/export.log")).isEqualTo(2);
        assertThat(Files.readAllLines(out.resolve("before.txt")))
                .as("what the export began with")
                .containsExactly("a/weights.txt", "before.txt", "told.txt");
        assertThat(out.resolve("half")).doesNotExist();
        assertThat(out.resolveSibling("left-by-train.json")).doesNotExist();
    }

    /** Each is done to what a training left that is yet to be exported. */
    private enum Change {
        WEIGHTS,
        LOST,
        DAMAGED,
        WORDS,
        IMAGES
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void aTrainingThatIsNotTheSameIsDoneAgainThoughOnlyTheExportFailed(Change change) throws IOException {
        Path mark = folder.resolve("mark");
        exporting(mark, "weights={weights}", "coco={coco}");
        Path out = failedExport("run");
        Files.writeString(mark, "");
        DetectorTrainer.Task task = task("run", null);
        switch (change) {
            case WEIGHTS -> Files.writeString(out.resolve("a/weights.txt"), "others");
            case LOST -> Files.delete(out.resolve("told.txt"));
            case DAMAGED -> Files.writeString(out.resolveSibling("left-by-train.json"), "{");
            case WORDS -> exporting(mark, "weights={weights}", "coco={coco}", "more");
            case IMAGES -> task = ofAll(task);
        }
        assertThat(trainer().train(task).complete()).isTrue();
        assertThat(starts("run/train.log")).isEqualTo(2);
        assertThat(starts("run/export.log")).isEqualTo(2);
        assertThat(out.resolve("half.txt")).doesNotExist();
    }

    private DetectorTrainer.Task ofAll(DetectorTrainer.Task task) {
        Dataset none = new Dataset("none", CLASSES, List.of());
        return new DetectorTrainer.Task(
                task.cycle(),
                new DetectorTrainer.Images(images, none, images),
                task.folder(),
                null,
                task.seed(),
                List.of());
    }

    /** With an export that fails until there is a mark. */
    private void exporting(Path mark, String... train) {
        List<String> words = new ArrayList<>(List.of("{out}"));
        words.addAll(List.of(train));
        CommandOptions base = options("train", words, List.of("images={images}"));
        options = new CommandOptions(
                base.train(),
                CommandTemplate.of(ScriptedProgram.words("stumble", mark.toString(), "{out}")),
                base.predict(),
                base.weights(),
                "",
                List.of(),
                "",
                0,
                List.of(),
                base.directory(),
                2000);
    }

    /** Returns the folder of what the training left. */
    private Path failedExport(String name) {
        assertThatThrownBy(() -> trainer().train(task(name, null)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.export")
                .hasMessageContaining("exit code 3");
        Path out = folder.resolve(name + "/weights/out");
        assertThat(out.resolve("half.txt")).exists();
        return out;
    }

    /** How often a program was started, by its log. */
    private int starts(String log) throws IOException {
        return Files.readString(folder.resolve(log)).split("== ").length - 1;
    }

    @Test
    void aTrainingThatIsStoppedIsNotComplete() {
        StopSignal stop = new StopSignal();
        stop.raise();
        assertThat(trainer(FirstWeights.random(), stop).train(task("run", null)).complete())
                .isFalse();
        assertThat(trainer().train(task("run", null)).complete()).isTrue();
    }

    @Test
    void weightsMustBeThereAndStayWhatTheyAre() throws IOException {
        options = options("train", List.of("{out}"), List.of("images={images}"));
        assertThatThrownBy(() -> trainer().train(task("none", null)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("weights.txt: detector.train ended well but left no such file")
                .hasMessageContaining("detector.weights");
        draw();
        Path weights = trained("run");
        Files.writeString(weights.resolveSibling("out/a/weights.txt"), "others");
        assertThatThrownBy(() -> trainer().open(weights, Set.of())).hasMessageContaining("it was changed since");
    }

    @Test
    void imagesAreKnownByPathNameAndNumberInAnyView() throws IOException {
        for (String naming : List.of("path", "file", "number")) {
            options = options(
                    "train", List.of("{out}", "weights={weights}"), List.of("images={images}", "naming=" + naming));
            Path weights = trained(naming);
            for (View view : List.of(View.ORIGINAL, View.FLIPPED)) {
                Map<ImageId, Detections> found = detected(weights, view, Set.of());
                assertThat(found).hasSize(5);
                for (int i = 0; i < 5; i++) {
                    Detections one =
                            requireNonNull(found.get(images.images().get(i).id()));
                    assertThat(one.box(0)).as(naming + " " + view.name()).isEqualTo(new Box(i, 1, i + 3, 4));
                    assertThat(one.evidence()).isNull();
                }
            }
            assertThat(folder.resolve(naming + "/predict")).isEmptyDirectory();
        }
    }

    /** By the names of the files these numbers would be other images. */
    @Test
    void numbersArePlacesInTheListThatWasHandedOut() throws IOException {
        List<ImageRecord> numbered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path file = Files.copy(
                    images.images().get(i).file(),
                    folder.resolve(List.of("2", "3", "1").get(i) + ".png"));
            numbered.add(new ImageRecord(
                    new ImageId(String.valueOf(file.getFileName())), file, new ImageSize(WIDTH, HEIGHT), List.of()));
        }
        for (String more : List.of("coco={coco}", "more=")) {
            options = options(
                    "train", List.of("{out}", "weights={weights}"), List.of("images={images}", "naming=number", more));
            Map<ImageId, Detections> found = new TreeMap<>();
            try (PoolDetector opened = trainer().open(trained(more.substring(0, 4)), Set.of())) {
                opened.detect(numbered, View.ORIGINAL, found::put);
            }
            assertThat(found).as(more).hasSize(3);
            for (int i = 0; i < 3; i++) {
                Detections one = requireNonNull(found.get(numbered.get(i).id()));
                assertThat(one.box(0)).as(more).isEqualTo(new Box(i, 1, i + 3, 4));
            }
        }
    }

    @Test
    void mirroredImagesAreOnlyHandedOutWhereAskedForAndManyImagesInSeveralCalls() throws IOException {
        Path calls = folder.resolve("calls.txt");
        options = options("train", List.of("{out}", "weights={weights}"), List.of("images={images}", "calls=" + calls));
        options = atATime(2);
        Path weights = trained("run");
        detected(weights, View.ORIGINAL, Set.of());
        assertThat(Files.readAllLines(calls))
                .containsExactlyElementsOf(
                        images.images().stream().map(it -> it.file().toString()).toList());
        detected(weights, View.FLIPPED, Set.of());
        assertThat(Files.readAllLines(calls).subList(5, 10)).allMatch(it -> it.contains("/images/image-0"));
        assertThat(Files.readString(folder.resolve("run/predict.log")).split("== "))
                .hasSize(1 + 3 + 3);
        try (PoolDetector opened = trainer().open(weights, Set.of())) {
            assertThat(opened.batches(images.images())).hasSize(3);
        }
    }

    @Test
    void evidenceIsWhatTheResultFileIsSaidToHave() throws IOException {
        Set<EvidencePart> wanted = Set.of(EvidencePart.PROBABILITIES);
        options = told(List.of(CommandOptions.Told.SCORES), "");
        Detections found = first(detected(trained("scores"), View.ORIGINAL, wanted));
        float score = found.confidences()[0];
        assertThat(requireNonNull(found.evidence()).probabilities()).containsExactly(1 - score, score, 0);
        assertThat(options.parts()).containsExactly(EvidencePart.PROBABILITIES);

        options = told(List.of(CommandOptions.Told.PROBABILITIES), "\"probabilities\": [0.25, 0.5, 0.25]");
        found = first(detected(trained("given"), View.ORIGINAL, wanted));
        assertThat(requireNonNull(found.evidence()).probabilities()).containsExactly(0.25f, 0.5f, 0.25f);

        options = told(List.of(CommandOptions.Told.PROBABILITIES), "");
        assertThatThrownBy(() -> detected(trained("promised"), View.ORIGINAL, wanted))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("its entries have no probabilities, which detector.evidence says they have");
    }

    @Test
    void resultsThatAreNoneAreRefused() throws IOException {
        options = options(
                "train", List.of("{out}", "weights={weights}"), List.of("images={images}", "predictions={out}/x"));
        Path weights = trained("elsewhere");
        assertThatThrownBy(() -> detected(weights, View.ORIGINAL, Set.of()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.predict left no such file");
        options = options(
                "train",
                List.of("{out}", "weights={weights}"),
                List.of("images={images}", "extra=\"view\": \"flipped\""));
        Path mirrored = trained("mirrored");
        assertThatThrownBy(() -> detected(mirrored, View.ORIGINAL, Set.of()))
                .hasMessageContaining("of the view flipped");
    }

    /** What was detected before a call failed, or was killed, is not detected again. */
    @Test
    void aDetectionGoesOnAfterTheCallsThatSucceeded() throws IOException {
        Path calls = folder.resolve("calls.txt");
        options = options(
                "train",
                List.of("{out}", "weights={weights}"),
                List.of("images={images}", "calls=" + calls, "fails=4 x.png"));
        options = atATime(2);
        Path failing = trained("run");
        assertThatThrownBy(() -> stored(failing))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("exit code 5");
        options = options("train", List.of("{out}", "weights={weights}"), List.of("images={images}", "calls=" + calls));
        options = atATime(2);
        assertThat(stored(trained("other"))).hasSize(5);
        assertThat(Files.readAllLines(calls))
                .containsExactlyElementsOf(images.images().stream()
                        .map(it -> it.file().toString())
                        .sorted()
                        .toList());
    }

    /** The detections of all images, by way of a store. */
    private Map<ImageId, Detections> stored(Path weights) {
        Map<ImageId, Detections> found = new TreeMap<>();
        try (StoredPredictions store = StoredPredictions.open(
                folder.resolve("store"), () -> trainer().open(weights, Set.of()), images, Set.of())) {
            store.forEach(
                    View.ORIGINAL, images.images().stream().map(ImageRecord::id).toList(), found::put);
        }
        return found;
    }

    @Test
    void aProgramThatTakesTooLongEndsTheTraining() {
        CommandOptions base = options("linger", List.of("{out}/pids", "child"), List.of("images={images}"));
        options = kept(base, "", 1, List.of(), folder);
        assertThatThrownBy(() -> trainer().train(task("run", null)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.train: was ended because it took longer than 1 s");
    }

    /** Where nothing names the weights, they are all that was left. */
    @Test
    void itWorksInItsFolderWithItsVariables() throws IOException {
        Path place = Folders.made(folder.resolve("a place"));
        CommandOptions base = options("say", List.of("{out}/said.txt", "{weights}"), List.of("images={images}"));
        options = kept(base, "", 0, List.of("HUALE_TEST=a=b c"), place);
        Path out = trained("run").resolveSibling("out");
        assertThat(Files.readAllLines(out.resolve("said.txt")))
                .containsExactly(place.toString(), "a=b c", "-1", out.toString());
        assertThat(detected(out.resolveSibling("detector.command.json"), View.ORIGINAL, Set.of()))
                .hasSize(5);
        Files.delete(out.resolve("said.txt"));
        assertThatThrownBy(() -> trainer().open(out.resolveSibling("detector.command.json"), Set.of()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("said.txt: is gone");
    }

    private static CommandOptions kept(
            CommandOptions base, String weights, int timeout, List<String> environment, Path place) {
        return new CommandOptions(
                base.train(),
                base.export(),
                base.predict(),
                weights,
                "",
                List.of(),
                "",
                timeout,
                environment,
                place.toString(),
                2000);
    }

    private CommandOptions atATime(int most) {
        return new CommandOptions(
                options.train(),
                options.export(),
                options.predict(),
                options.weights(),
                "",
                options.evidence(),
                "",
                0,
                List.of(),
                options.directory(),
                most);
    }

    private CommandOptions told(List<CommandOptions.Told> evidence, String extra) {
        CommandOptions base =
                options("train", List.of("{out}", "weights={weights}"), List.of("images={images}", "extra=" + extra));
        return new CommandOptions(
                base.train(),
                base.export(),
                base.predict(),
                base.weights(),
                "",
                evidence,
                "",
                0,
                List.of(),
                base.directory(),
                2000);
    }

    private Detections first(Map<ImageId, Detections> found) {
        return requireNonNull(found.get(images.images().get(0).id()));
    }

    private Path trained(String name) {
        DetectorTrainer.Outcome outcome = trainer().train(task(name, null));
        assertThat(outcome.complete()).isTrue();
        return outcome.weights();
    }

    private Map<ImageId, Detections> detected(Path weights, View view, Set<EvidencePart> wanted) {
        Map<ImageId, Detections> found = new TreeMap<>();
        try (PoolDetector opened = trainer().open(weights, wanted)) {
            opened.detect(images.images(), view, found::put);
        }
        return found;
    }
}
