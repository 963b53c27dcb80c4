package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageException;
import org.huale.image.SampleImages;
import org.huale.loop.folder.RunFiles;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewImagesTest {
    private static final ImageSize LARGE = new ImageSize(10_000, 10_000);

    @TempDir
    private Path folder;

    /** The names of the images that are taken. */
    private List<String> taken(ImageSize size, String... names) {
        List<ImageRecord> records = Stream.of(names)
                .map(name -> new ImageRecord(new ImageId(name), folder.resolve(name), size, List.of()))
                .toList();
        NewImages images = new NewImages(new RunFiles(folder.resolve("run")), () -> false);
        return images.readable(new Dataset("pool", Rig.CLASSES, records)).images().stream()
                .map(image -> image.id().value())
                .toList();
    }

    private void writeWholeAndCut(String name) {
        byte[] bytes = SampleImages.bytes(name);
        SampleImages.write(folder, "whole-" + name, bytes);
        SampleImages.write(folder, "cut-" + name, Arrays.copyOf(bytes, 2 * bytes.length / 3));
    }

    /** Of a TIFF and a GIF, only decoding shows it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"gray16.tif", "cmyk.tif", "palette.gif", "rgb8.png", "rgb444.jpg", "rgb.bmp", "lossless.webp"})
    void anImageThatIsCutShortIsLeftOut(String name) {
        writeWholeAndCut(name);
        assertThat(taken(SampleImages.SIZE, "whole-" + name, "cut-" + name)).containsExactly("whole-" + name);
    }

    @Test
    void largeImagesAreLookedAtAsWell() {
        writeWholeAndCut("rgb8.png");
        assertThat(taken(LARGE, "cut-rgb8.png", "whole-rgb8.png")).containsExactly("whole-rgb8.png");
    }

    /** What can be read at another time is not left out, or it would depend on the moment which images a run begins with. */
    @Test
    void whatCannotBeReadIsNotTakenForAFaultOfTheImage() throws IOException {
        SampleImages.write(folder, "a.png", SampleImages.bytes("rgb8.png"));
        Path unread = Files.createDirectory(folder.resolve("b.png"));
        assertThatThrownBy(() -> taken(SampleImages.SIZE, "a.png", "b.png"))
                .isInstanceOf(HualeException.class)
                .isNotInstanceOf(ImageException.class)
                .hasMessage(unread + ": it cannot be read: it is a folder, not a file");
    }
}
