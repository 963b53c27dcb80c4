package org.huale.dataset.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.Samples;
import org.huale.dataset.file.BoxCounts;
import org.huale.dataset.validation.DatasetSummary.ClassCount;
import org.huale.dataset.validation.DatasetSummary.Spread;
import org.huale.geometry.ImageSize;
import org.huale.image.OrientationPolicy;
import org.huale.image.SampleImages;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.Problem;
import org.huale.storage.FileHashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetValidationTest {
    @TempDir
    private Path folder;

    private final AtomicInteger steps = new AtomicInteger();

    private DatasetValidation validate() {
        return validate("");
    }

    private DatasetValidation validate(String options) {
        DatasetLocator locator = DatasetLocator.parse("voc:" + folder + options);
        return DatasetValidation.of(
                locator.read(),
                new DatasetValidation.Options(
                        Optional.of(ImageIoReader.defaults()),
                        OrientationPolicy.APPLY,
                        locator.options().pixels(),
                        FileHashes.none(),
                        2,
                        steps::incrementAndGet));
    }

    @Test
    void numbersAreCounted() {
        Samples.voc(
                folder,
                Samples.object("dog", 1, 1, 16, 16)
                        + Samples.object("cat", 1, 1, 70, 4)
                        + Samples.object("dog", 3, 3, 3, 3));
        Samples.image(folder.resolve("JPEGImages/b.png"), new ImageSize(10, 20), 1);
        Samples.text(folder.resolve("Annotations/b.xml"), "<annotation/>");
        DatasetValidation validation = validate();
        DatasetSummary summary = validation.summary();
        assertThat(summary.images()).isEqualTo(2);
        assertThat(summary.imagesWithoutObjects()).isEqualTo(1);
        assertThat(summary.classes())
                .containsExactly(new ClassCount("cat", 1, 1, 0, 0), new ClassCount("dog", 1, 1, 0, 0));
        assertThat(summary.changes()).isEqualTo(new BoxCounts(1, 1));
        assertThat(summary.width()).isEqualTo(new Spread(10, 23.5, 37, 50.5, 64));
        assertThat(summary.boxSide()).isEqualTo(new Spread(16, 16, 16, 16, 16));
        assertThat(summary.decoded()).isEqualTo(2);
        assertThat(validation.hasUnusable()).as("a box without extent is lost").isTrue();
        assertThat(steps).hasValue(2);
    }

    @Test
    void classNamesThatDifferInCaseOnlyAreNoted() {
        Samples.voc(folder, Samples.object("Dog", 1, 1, 16, 16) + Samples.object("dog", 3, 3, 20, 20));
        assertThat(validate().problems())
                .singleElement()
                .asString()
                .contains("'Dog' and 'dog' differ in case or blanks only", "classes=dog:Dog,*");
        assertThat(classes("?classes=dog:Dog,*")).containsExactly("Dog");
    }

    @Test
    void theAdviceToMergeClassesIsReadAsItWasMeant() {
        Samples.voc(folder, Samples.object("A,b", 1, 1, 16, 16) + Samples.object("a,b", 3, 3, 20, 20));
        String advice = "classes=a%2Cb:A%2Cb,*";
        assertThat(validate().problems()).singleElement().asString().endsWith(advice);
        assertThat(classes("?" + advice)).containsExactly("A,b");
    }

    @Test
    void classNamesThatDifferInBlanksOnlyAreNoted() {
        Samples.voc(folder, Samples.object("cat", 1, 1, 16, 16) + Samples.object("dog", 3, 3, 20, 20));
        assertThat(validate("?classes=cat:dog%20,dog").problems())
                .extracting(Problem::what)
                .anyMatch(it -> it.contains("'dog ' and 'dog' differ in case or blanks only"));
    }

    private List<String> classes(String options) {
        return DatasetLocator.parse("voc:" + folder + options)
                .read()
                .dataset()
                .classes()
                .names();
    }

    @Test
    void imagesThatUseFewerBitsThanTheyHaveAreCounted() throws IOException {
        for (String name : new String[] {"a", "b"}) {
            Samples.text(folder.resolve("Annotations/" + name + ".xml"), "<annotation/>");
            BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
            image.getRaster().setSample(name.equals("a") ? 0 : 1, 0, 0, 4095);
            ImageIO.write(
                    image,
                    name.equals("a") ? "png" : "tiff",
                    Files.createDirectories(folder.resolve("JPEGImages"))
                            .resolve(name + (name.equals("a") ? ".png" : ".tif"))
                            .toFile());
        }
        assertThat(validate().problems())
                .singleElement()
                .asString()
                .contains("2 images of 16 bits a sample use no more than 12");
    }

    @Test
    void imagesTurnedUpsideDownAreCountedWhereTheirSizeIsStated() throws IOException {
        Samples.voc(folder, "");
        byte[] jpeg = SampleImages.withOrientation(SampleImages.bytes(SampleImages.JPEGS.get(0)), 3, true);
        Files.delete(folder.resolve("JPEGImages/a.png"));
        SampleImages.write(folder.resolve("JPEGImages"), "a.jpg", jpeg);
        Samples.text(
                folder.resolve("Annotations/a.xml"),
                "<annotation><size><width>37</width><height>23</height></size></annotation>");
        assertThat(validate().problems()).singleElement().asString().contains("1 images turned by EXIF");
        assertThat(validate("?pixels=stored").problems())
                .as("somebody said what they are")
                .isEmpty();
    }

    @Test
    void truncatedImagesAreNamed() throws IOException {
        Samples.voc(folder, "");
        Path image = folder.resolve("JPEGImages/a.png");
        byte[] bytes = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(bytes, bytes.length - 40));
        DatasetValidation validation = validate();
        assertThat(validation.hasUnusable()).isTrue();
        assertThat(validation.problems()).singleElement().asString().startsWith("image a: ");
        assertThat(validation.summary().decoded()).isZero();
    }

    @Test
    void anotherSizeThanAnnotatedIsUnusable() {
        Samples.voc(folder, "");
        Samples.image(folder.resolve("JPEGImages/a.png"), new ImageSize(48, 64), 1);
        assertThat(validate().problems()).singleElement().asString().contains("48x64", "64x48", "turned");
    }

    @Test
    void equalFilesAreNoted() {
        Samples.voc(folder, "");
        Samples.image(folder.resolve("JPEGImages/b.png"), Samples.SIZE, 0x123456);
        Samples.text(folder.resolve("Annotations/b.xml"), "<annotation/>");
        DatasetValidation validation = validate();
        assertThat(validation.summary().duplicates()).isEqualTo(1);
        assertThat(validation.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.NOTE);
    }

    @Test
    void nothingIsAnOrdinaryDataSet() throws IOException {
        Files.createDirectories(folder.resolve("Annotations"));
        assertThat(validate().summary().boxSide()).isEqualTo(new Spread(0, 0, 0, 0, 0));
        assertThat(validate().summary().images()).isZero();
    }
}
