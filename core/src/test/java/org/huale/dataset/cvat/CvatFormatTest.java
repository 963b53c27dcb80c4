package org.huale.dataset.cvat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Read;
import org.huale.dataset.Samples;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.file.Existing;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CvatFormatTest {
    private static final String LABELS = "<meta><job><labels><label><name>dog</name><type>rectangle</type></label>"
            + "<label><name>cat</name></label><label><name>day</name><type>tag</type></label></labels></job></meta>";

    @TempDir
    private Path folder;

    private Read read(String content, String... images) {
        return Read.of("cvat", folder.resolve("annotations.xml"), "<annotations>" + content + "</annotations>", images);
    }

    private static String image(String name, String shapes) {
        return "<image id=\"0\" name=\"" + name + "\" width=\"64\" height=\"48\">" + shapes + "</image>";
    }

    @Test
    void boxesAreReadAsTheyAreAndOtherShapesAsTheirFrames() {
        Read read = read(
                LABELS
                        + image(
                                "a.png",
                                "<box label=\"cat\" xtl=\"1.5\" ytl=\"2\" xbr=\"10.25\" ybr=\"20\" occluded=\"1\"/>"
                                        + "<box label=\"dog\" xtl=\"10\" ytl=\"10\" xbr=\"30\" ybr=\"20\" rotation=\"90\"/>"
                                        + "<polygon label=\"dog\" points=\"3,4;9.5,6;5,12\"/>"
                                        + "<ellipse label=\"cat\" cx=\"20\" cy=\"20\" rx=\"8\" ry=\"4\"/>"
                                        + "<mask label=\"cat\" rle=\"0,4\" left=\"3\" top=\"5\" width=\"2\" height=\"2\"/>")
                        + image("b.png", ""),
                "a.png",
                "images/b.png");
        assertThat(read.classes()).containsExactly("dog", "cat");
        assertThat(read.images())
                .containsExactly(
                        "a.png: cat 1.5 2.0 10.25 20.0, dog 15.0 5.0 25.0 25.0, dog 3.0 4.0 9.5 12.0,"
                                + " cat 12.0 16.0 28.0 24.0, cat 3.0 5.0 5.0 7.0",
                        "b.png: ");
        assertThat(read.problems())
                .anyMatch(it -> it.contains("image a.png (line 1): box (line 1): attribute 'occluded' is not kept"))
                .anyMatch(it -> it.contains("a rotated box is taken as its frame"))
                .anyMatch(it -> it.contains("a polygon is taken as its frame"))
                .anyMatch(it -> it.contains("a mask is taken as its frame"))
                .anyMatch(it -> it.contains("1 of 2 images have no objects"))
                .allMatch(it -> it.startsWith("NOTE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c&#10;at", "K&#xFFFD;fer"})
    void aLabelThatCannotBeAClassIsRefused(String name) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> read(LABELS.replace("cat", name) + image("a.png", ""), "a.png"))
                .withMessageStartingWith(folder.resolve("annotations.xml") + ": its list of classes: class name");
    }

    @Test
    void marksAreAttributesAndOthersAreNoted() {
        String attributes =
                "<attribute name=\"difficult\">true</attribute><attribute name=\"is_crowd\">false</attribute>"
                        + "<attribute name=\"colour\">red</attribute>";
        Read read = read(
                image(
                        "a.png",
                        ("<box label=\"cat\" xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\">" + attributes + "</box>")
                                        .repeat(2)
                                + "<tag label=\"day\"/>"),
                "a.png");
        assertThat(read.images())
                .containsExactly("a.png: cat 1.0 2.0 3.0 4.0 difficult, cat 1.0 2.0 3.0 4.0 difficult");
        assertThat(read.problems())
                .anyMatch(it -> it.endsWith("attribute 'colour' is not kept; 2 times in this file"))
                .anyMatch(it -> it.endsWith("a tag of the whole image is not kept"));
    }

    @Test
    void whatHasNoBoxIsUnusable() {
        Read read = read(
                LABELS
                        + image(
                                "a.png",
                                "<polyline label=\"cat\" points=\"1,2;3,4\"/><points label=\"cat\" points=\"1,2\"/>"
                                        + "<skeleton label=\"cat\"><points label=\"x\" points=\"1,2\"/></skeleton>"
                                        + "<box label=\"cow\" xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\"/>"
                                        + "<box label=\"cat\" xtl=\"1\" ytl=\"2\" xbr=\"x\" ybr=\"4\"/>"),
                "a.png");
        assertThat(read.images())
                .as("an image that lost all it had is no image without objects")
                .isEmpty();
        assertThat(read.unusable()).hasSize(5);
        assertThat(read.unusable().get(0).toString()).contains("a shape of the kind 'polyline' has no box; dropped");
    }

    /** A line across an object says that there is one, wherever it is. */
    @Test
    void anImageOfShapesWithoutABoxIsNoneWithoutObjects() {
        Read read = read(
                LABELS + image("a.png", "<polyline label=\"cat\" points=\"1,2;3,4\"/>") + image("b.png", ""),
                "a.png",
                "b.png");
        assertThat(read.images()).containsExactly("b.png: ");
        assertThat(read.reading().account().counts().words())
                .startsWith("2 images: 0 with boxes, 1 without objects, 1 whose annotations are all unusable");
        assertThat(read.problems()).anyMatch(it -> it.contains("1 of 2 images have no objects"));
    }

    @Test
    void imagesOfASubsetAreFound() {
        Read read = read(
                "<image name=\"a.png\" subset=\"train\" width=\"64\" height=\"48\"/>" + image("deep/b.png", ""),
                "images/train/a.png",
                "images/test/a.png",
                "x/b.png");
        assertThat(read.images()).containsExactly("train/a.png: ", "x/b.png: ");
    }

    @Test
    void namesThatLeaveTheFolderAreNotFollowed() throws IOException {
        Samples.image(folder.resolve("secret.png"), Samples.SIZE, 1);
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Read read = Read.of(
                "cvat",
                inner.resolve("x.xml"),
                "<annotations>" + image("../secret.png", "")
                        + image(folder.resolve("secret.png").toString(), "") + image("a.png", "") + "</annotations>",
                "a.png");
        assertThat(read.images()).containsExactly("a.png: ");
        assertThat(read.unusable()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<annotations/>",
                "<annotations><track id=\"0\" label=\"cat\"/></annotations>",
                "<annotations><image name=\"a.png\"></annotations>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><annotations><image name=\"&b;\"/></annotations>",
                ""
            })
    void damagedAndHostileFilesAreRefusedByName(String text) {
        Path file = Samples.text(folder.resolve("x.xml"), text);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse("cvat:" + file).read())
                .withMessageContaining("x.xml");
    }

    @Test
    void aFolderMeansTheFileInIt() throws IOException {
        read(image("a.png", ""), "a.png");
        assertThat(new Read(DatasetLocator.parse("cvat:" + folder).read()).images())
                .containsExactly("a.png: ");
        Files.copy(folder.resolve("annotations.xml"), folder.resolve("more.xml"));
        assertThat(new Read(DatasetLocator.parse("cvat:" + folder).read()).images())
                .containsExactly("a.png: ");
        Files.move(folder.resolve("annotations.xml"), folder.resolve("other.xml"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse("cvat:" + folder).read())
                .withMessageContaining("holds several files of the format CVAT, [more.xml, other.xml]");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() ->
                        DatasetLocator.parse("cvat:" + folder + "/none.xml").read())
                .withMessageContaining("none.xml: no such file");
    }

    @Test
    void whatIsWrittenIsWhatCvatTakes() {
        DatasetReading voc = DatasetLocator.parse(
                        "voc:" + Samples.voc(folder.resolve("voc"), Samples.object("a&amp;b", 1, 2, 32, 12)))
                .read();
        DatasetLocator.target("cvat:" + folder.resolve("out")).write(voc, Existing.REFUSE, () -> {});
        assertThat(folder.resolve("out/annotations.xml")).content().isEqualTo("""
                        <?xml version="1.0" encoding="utf-8"?>
                        <annotations>
                          <version>1.1</version>
                          <meta>
                            <task>
                              <size>1</size>
                              <mode>annotation</mode>
                              <labels>
                                <label>
                                  <name>a&amp;b</name>
                                  <attributes>
                                  </attributes>
                                </label>
                              </labels>
                            </task>
                          </meta>
                          <image id="0" name="a.png" width="64" height="48">
                            <box label="a&amp;b" occluded="0" xtl="0.0" ytl="1.0" xbr="32.0" ybr="12.0" z_order="0">
                            </box>
                          </image>
                        </annotations>
                        """);
    }

    /** They are looked for once: with each box that would go through the whole data set again. */
    @Test
    void whichMarksAreWrittenIsSettledBeforeTheFirstBox() throws IOException {
        Annotation cat = Annotation.of(new Box(1, 2, 3, 4), 0);
        ImageRecord image = new ImageRecord(new ImageId("a.png"), Path.of("a.png"), Samples.SIZE, List.of(cat));
        Dataset unmarked = new Dataset("unmarked", ClassNames.of("cat"), List.of(image));
        Drawing drawing = new Drawing(unmarked, ImageNames.of(unmarked, "images"), "", false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CvatWriter(drawing, true, true).write(out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("<name>difficult</name>", "<name>is_crowd</name>")
                .contains("<attribute name=\"difficult\">false</attribute>")
                .contains("<attribute name=\"is_crowd\">false</attribute>");
    }
}
