package org.huale.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.image.format.ImageFormat;
import org.huale.image.format.ImageHeader;
import org.huale.image.format.ImageIoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageWriterTest {
    private static final Image PICTURE = SampleImages.expected("rgb8.png");

    @TempDir
    private Path folder;

    @Test
    void pngKeepsEveryPixel() {
        Path file = folder.resolve("picture.PNG");
        ImageWriter.write(PICTURE, file);
        assertThat(ImageIoReader.defaults().read(file).rgb()).isEqualTo(PICTURE.rgb());
    }

    @Test
    void jpegKeepsThePicture() {
        Path file = folder.resolve("picture.jpg");
        ImageWriter.write(PICTURE, file);
        Image read = ImageIoReader.defaults().read(file);
        assertThat(ImageHeader.read(file).format()).isEqualTo(ImageFormat.JPEG);
        assertThat(SampleImages.distance(read, PICTURE)).isLessThan(60);
    }

    @Test
    void otherNamesAndPlacesAreRefused() {
        for (String name : new String[] {"picture.gif", "picture", "missing/picture.png"}) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> ImageWriter.write(PICTURE, folder.resolve(name)))
                    .withMessageContaining(name);
        }
    }

    @Test
    void aPictureTakesThePlaceOfALink() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        for (String name : new String[] {"picture.png", "picture.jpg"}) {
            Path file = Files.createSymbolicLink(folder.resolve(name), mine);
            ImageWriter.write(PICTURE, file);
            assertThat(ImageIoReader.defaults().read(file).size()).isEqualTo(PICTURE.size());
        }
        assertThat(mine).hasContent("mine");
    }
}
