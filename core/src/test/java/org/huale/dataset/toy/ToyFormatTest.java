package org.huale.dataset.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.Annotation;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.dataset.file.Existing;
import org.huale.dataset.pool.DatasetUnion;
import org.huale.dataset.validation.DatasetValidation;
import org.huale.geometry.Box;
import org.huale.image.OrientationPolicy;
import org.huale.loop.oracle.FilesOracle;
import org.huale.loop.oracle.Oracle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A format needs nothing but its own package and its name in {@code META-INF/services}. */
class ToyFormatTest {
    private static final Box BOX = new Box(8, 6, 32, 24);

    @TempDir
    private Path folder;

    private DatasetLocator toy;

    @BeforeEach
    void writeToy() {
        Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("in/b.png"), Samples.SIZE, 2);
        Path file = Samples.text(
                folder.resolve("in/x.toy"), "classes\tcat\tdog\nimage\ta.png\nbox\tdog\t8\t6\t32\t24\nimage\tb.png\n");
        toy = DatasetLocator.parse("toy:" + file);
    }

    @Test
    void itsNameIsKnown() {
        assertThat(toy.format()).isInstanceOf(ToyFormat.class);
        assertThat(DatasetUnion.parse(toy + "+" + toy).parts()).containsExactly(toy, toy);
        assertThatThrownBy(() -> DatasetLocator.parse("x/a.toy")).hasMessageEndingWith("did you mean toy:x/a.toy?");
        assertThatThrownBy(() -> DatasetLocator.parse("toys:a")).hasMessageEndingWith("did you mean toy:?");
    }

    @Test
    void itIsValidated() {
        DatasetValidation.Options options =
                new DatasetValidation.Options(Optional.empty(), OrientationPolicy.APPLY, 1, () -> {});
        DatasetValidation validation = DatasetValidation.of(toy.read(), options);
        assertThat(validation.problems()).isEmpty();
        assertThat(validation.summary().boxes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc:out:val", "coco:out/x.json", "yolo:out:val", "toy:out/y.toy"})
    void itIsConvertedToEveryFormatAndBack(String name) {
        DatasetReading there = through(name.replace("out", folder.resolve("out").toString()), toy.read());
        DatasetReading back = through("toy:" + folder.resolve("back/z.toy"), there);
        assertThat(back.dataset().classes().names()).containsExactly("cat", "dog");
        assertThat(back.dataset().images())
                .extracting(ImageRecord::annotations)
                .containsExactly(List.of(Annotation.of(BOX, 1)), List.of());
    }

    private static DatasetReading through(String name, DatasetReading reading) {
        DatasetLocator target = DatasetLocator.target(name);
        assertThat(target.write(reading, Existing.REFUSE, () -> {})).isEmpty();
        return target.read();
    }

    @Test
    void annotatorsGetItAndGiveItBack() throws Exception {
        List<ImageRecord> images = toy.read().dataset().images();
        FilesOracle.Guesses guesses = ids -> Map.of(images.get(0).id(), List.of(Annotation.of(BOX, 0)));
        FilesOracle oracle = new FilesOracle(
                toy.read().dataset().classes(),
                cycle -> folder.resolve("exchange"),
                new FilesOracle.Options(DatasetFormat.named("TOY"), ""),
                guesses);
        Oracle.Request request = new Oracle.Request(0, images);
        assertThat(oracle.annotate(request))
                .isInstanceOfSatisfying(
                        Oracle.Pending.class,
                        pending -> assertThat(pending.instruction()).contains("TOY, VOC, COCO, YOLO, CVAT"));
        Path handedOut = folder.resolve("exchange/to-label/to-label.toy");
        assertThat(handedOut).content().contains("box\tcat\t8.0\t6.0\t32.0\t24.0");
        Path done = Files.copy(handedOut, folder.resolve("exchange/labeled/done.toy"));
        Files.writeString(done, Files.readString(done).replace("\tcat\t8", "\tdog\t8"));
        assertThat(oracle.annotate(request))
                .isEqualTo(new Oracle.Complete(Map.of(
                        images.get(0).id(),
                        List.of(Annotation.of(BOX, 1)),
                        images.get(1).id(),
                        List.of())));
    }
}
