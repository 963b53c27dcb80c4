package org.huale.dataset.openimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.Read;
import org.huale.dataset.Samples;
import org.huale.dataset.file.Existing;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenImagesFormatTest {
    private static final String HEADER =
            "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside\n";

    @TempDir
    private Path folder;

    private Read read(String rows) {
        return Read.of(
                "openimages",
                folder.resolve("train-annotations-bbox.csv"),
                HEADER + rows,
                "images/a1.png",
                "images/b2.jpg");
    }

    @Test
    void boxesAreReadWithTheNamesOfTheirLabels() {
        Samples.text(folder.resolve("class-descriptions-boxable.csv"), "/m/2,Dog\n/m/1,\"Cat, small\"\n");
        Samples.text(folder.resolve("train-images-boxable-with-rotation.csv"), "ImageID,Subset\na1,train\nb2,train\n");
        Read read = read("a1,xclick,/m/1,1,0.125,0.5,0.125,0.5,1,0,0,0,0\na1,xclick,/m/2,1,0,1,0,1,0,0,1,0,0\n");
        assertThat(read.classes()).containsExactly("Dog", "Cat, small");
        assertThat(read.images())
                .containsExactly("a1.png: Cat, small 8.0 6.0 32.0 24.0, Dog 0.0 0.0 64.0 48.0 crowd", "b2.jpg: ");
        assertThat(read.problems())
                .anyMatch(it -> it.contains("line 2: attribute 'isoccluded' is not kept"))
                .anyMatch(it -> it.contains("1 of 2 images have no objects"))
                .hasSize(2);
    }

    /** A name in quotes may go over a line. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\"Ca\nt\"", "K\uFFFDfer"})
    void aDescriptionThatCannotBeAClassIsRefused(String name) {
        Samples.text(folder.resolve("class-descriptions-boxable.csv"), "/m/1,Dog\n/m/2," + name + "\n");
        assertThatThrownBy(() -> read("a1,xclick,/m/1,1,0.125,0.5,0.125,0.5,0,0,0,0,0\n"))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(
                        folder.resolve("train-annotations-bbox.csv") + ": its list of classes: class name");
    }

    @Test
    void withoutDescriptionsLabelsAreTheClasses() {
        Read read = read("b2,xclick,/m/1,1,0.125,0.5,0.125,0.5,0,0,0,0,0\n");
        assertThat(read.images()).containsExactly("b2.jpg: /m/1 8.0 6.0 32.0 24.0");
    }

    @Test
    void descriptionsMayHaveAHeaderAndLieAbove() {
        Samples.text(folder.resolve("oidv7-class-descriptions-boxable.csv"), "LabelName,DisplayName\n/m/1,Cat\n");
        Read read = Read.of(
                "openimages",
                folder.resolve("train/boxes.csv"),
                HEADER + "a1,xclick,/m/1,1,0.125,0.5,0.125,0.5,0,0,0,0,0\n",
                "a1.png");
        assertThat(read.images()).containsExactly("a1.png: Cat 8.0 6.0 32.0 24.0");
    }

    @Test
    void aFaultOfAListIsToldWithTheList() {
        Path above = folder.resolve("class-descriptions-boxable.csv");
        Samples.text(above, "/m/1,\"Cat\n");
        assertThatThrownBy(() -> Read.of("openimages", folder.resolve("train/boxes.csv"), HEADER, "a1.png"))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(above + ": ");
        Samples.text(above, "/m/1,Cat\n");
        Path images = folder.resolve("train-images-boxable.csv");
        Samples.text(images, "ImageID,Subset\na1,train,0\n");
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(images + ": line 2");
    }

    @Test
    void itsListsAreWrittenBesideTheBoxes() {
        DatasetReading voc = DatasetLocator.parse(
                        "voc:" + Samples.voc(folder.resolve("voc"), Samples.object("cat", 9, 7, 32, 24)))
                .read();
        DatasetLocator.target("openimages:" + folder.resolve("out")).write(voc, Existing.REFUSE, () -> {});
        assertThat(folder.resolve("out/train-annotations-bbox.csv"))
                .content()
                .isEqualTo(HEADER + "a,xclick,cat,1,0.125,0.5,0.125,0.5,0,0,0,0,0\n");
        assertThat(folder.resolve("out/class-descriptions-boxable.csv"))
                .content()
                .isEqualTo("cat,cat\n");
        assertThat(folder.resolve("out/train-images-with-rotation.csv"))
                .content()
                .isEqualTo("ImageID,Subset\na,train\n");
    }
}
