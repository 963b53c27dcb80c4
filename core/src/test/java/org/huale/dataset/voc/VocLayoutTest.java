package org.huale.dataset.voc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.Samples;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VOC files in the folders that people keep them in. */
class VocLayoutTest {
    private static final String XML = "<annotation><filename>a.png</filename><size><width>64</width><height>48</height>"
            + "</size>" + Samples.object("dog", 5, 6, 20, 30) + "</annotation>";

    @TempDir
    private Path folder;

    private void put(String image, String xml) {
        Samples.image(folder.resolve(image), Samples.SIZE, 0x123456);
        Samples.text(folder.resolve(xml), XML);
    }

    private DatasetReading read(String rest) {
        return DatasetLocator.parse("voc:" + folder + rest).read();
    }

    @ParameterizedTest
    @CsvSource({
        "JPEGImages/a.png, Annotations/a.xml, a",
        "images/a.png, annotations/a.xml, a",
        "images/a.png, annotations/xmls/a.xml, a",
        "a.png, Annotations/a.xml, a",
        "a.png, a.xml, a",
        "cats/a.png, cats/a.xml, cats/a",
        "Annotations/a.png, Annotations/a.xml, a",
        "VOC2007/JPEGImages/a.png, VOC2007/Annotations/a.xml, a",
        "VOCdevkit/VOC2012/JPEGImages/a.png, VOCdevkit/VOC2012/Annotations/a.xml, a",
        "JPEGImages/a.png, Annotations/other.xml, other"
    })
    void imagesAreFoundWhereverTheyLie(String image, String xml, String id) {
        put(image, xml);
        DatasetReading reading = read("");
        assertThat(reading.dataset().images()).singleElement().satisfies(record -> {
            assertThat(record.id()).hasToString(id);
            assertThat(record.file()).isEqualTo(folder.resolve(image));
        });
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(4, 5, 20, 30));
        assertThat(reading.hasUnusable()).isFalse();
    }

    @Test
    void aFolderThatIsCalledAsASplitIsOne() {
        put("train/a.png", "train/a.xml");
        put("valid/b.png", "valid/b.xml");
        assertThat(read(":valid").dataset().images())
                .singleElement()
                .extracting(image -> image.id().value())
                .isEqualTo("b");
        assertThatThrownBy(() -> read(":test")).hasMessageContaining("has no split 'test'");
    }

    @Test
    void severalYearsAreNotChosenFrom() {
        put("VOC2007/JPEGImages/a.png", "VOC2007/Annotations/a.xml");
        put("VOC2012/JPEGImages/a.png", "VOC2012/Annotations/a.xml");
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("several VOC folders")
                .hasMessageContaining(folder.resolve("VOC2012").toString());
    }

    @Test
    void aFolderWithoutAnnotationsIsNoDataSet() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 0);
        assertThatThrownBy(() -> read("")).isInstanceOf(HualeException.class).hasMessageContaining("no XML file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.png",
                "a.xml",
                "a.png -1",
                "a 1",
                "a  0",
                "JPEGImages/a.png",
                "./a.png",
                "C:\\x\\JPEGImages\\a.png 1",
                "/data/VOC2007/JPEGImages/a.png +1"
            })
    void linesOfASplitMayHaveEndingsSignsAndPaths(String line) {
        put("JPEGImages/a.png", "Annotations/a.xml");
        Samples.text(folder.resolve("ImageSets/Main/train.txt"), line + "\n");
        assertThat(read(":train").dataset().images())
                .singleElement()
                .extracting(image -> image.id().value())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b 1", "b.png", "sub/b"})
    void whatLooksLikeMoreMayBeAName(String id) {
        put("JPEGImages/" + id + ".png", "Annotations/" + id + ".xml");
        Samples.text(folder.resolve("ImageSets/Main/train.txt"), id);
        assertThat(read(":train").dataset().images())
                .singleElement()
                .extracting(image -> image.id().value())
                .isEqualTo(id);
    }

    @Test
    void listsMayLieElsewhere() {
        put("JPEGImages/a.png", "Annotations/a.xml");
        Samples.text(folder.resolve("train.txt"), "a\n");
        Samples.text(folder.resolve("ImageSets/val.txt"), "a\n");
        assertThat(read(":train").dataset().size()).isEqualTo(1);
        assertThat(read(":val").dataset().size()).isEqualTo(1);
    }

    @Test
    void aRotatedBoxIsItsFrame() {
        Samples.voc(
                folder,
                "<object><type>robndbox</type><name>dog</name><robndbox><cx>30</cx><cy>20</cy><w>20</w><h>10</h>"
                        + "<angle>1.5707963267948966</angle></robndbox></object>");
        DatasetReading reading = read("");
        Box box = Samples.only(reading).box();
        assertThat(new double[] {box.x1(), box.y1(), box.x2(), box.y2()})
                .containsExactly(new double[] {25, 10, 35, 30}, within(1e-9));
        assertThat(reading.problems()).singleElement().asString().contains("1 rotated boxes");
    }
}
