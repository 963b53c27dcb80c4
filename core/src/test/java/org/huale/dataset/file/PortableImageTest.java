package org.huale.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.dataset.Samples;
import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;
import org.huale.image.format.ImageFormat;
import org.huale.image.format.ImageHeader;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortableImageTest {
    @TempDir
    private Path folder;

    @Test
    void jpegAndPngStayAsTheyAre() {
        for (String name : new String[] {"a.jpg", "b.JPEG", "c.png"}) {
            Path file = Samples.image(folder.resolve(name), Samples.SIZE, 1);
            assertThat(PortableImage.extension(file)).isEqualTo(RelativePath.extension(name));
            assertThat(PortableImage.of(file, folder.resolve("copy/" + name))).isEqualTo(file);
        }
    }

    @Test
    void otherKindsBecomePng() {
        Path file = Samples.image(folder.resolve("a.bmp"), Samples.SIZE, 0x123456);
        assertThat(PortableImage.extension(file)).isEqualTo(".png");
        Path copy = PortableImage.of(file, folder.resolve("copy/a.png"));
        assertThat(ImageHeader.read(copy).format()).isEqualTo(ImageFormat.PNG);
        assertThat(ImageHeader.sizeOf(copy)).isEqualTo(Samples.SIZE);
    }

    @Test
    void aWrongExtensionIsMended() throws Exception {
        Path jpeg = Samples.image(folder.resolve("a.jpg"), Samples.SIZE, 1);
        Path file = Files.copy(jpeg, folder.resolve("b.png"));
        assertThat(PortableImage.extension(file)).isEqualTo(".jpg");
        assertThat(PortableImage.of(file, folder.resolve("copy/b.jpg"))).hasSameBinaryContentAs(file);
    }

    @Test
    void anImageWithoutExtensionGetsOne() throws Exception {
        Path jpeg = Samples.image(folder.resolve("a.jpg"), Samples.SIZE, 1);
        Path file = Files.copy(jpeg, folder.resolve("0001"));
        Path copy = folder.resolve("copy/0001" + PortableImage.extension(file));
        assertThat(PortableImage.extension(file)).isEqualTo(".jpg");
        assertThat(PortableImage.of(file, copy)).isEqualTo(copy);
        assertThat(copy).hasSameBinaryContentAs(file);
    }

    @Test
    void turnedImagesBecomeUpright() throws Exception {
        Path file = turned(Samples.image(folder.resolve("a.jpg"), new ImageSize(64, 48), 0x808080));
        assertThat(ImageHeader.read(file).orientation()).isNotEqualTo(Orientation.UPRIGHT);
        assertThat(PortableImage.extension(file)).isEqualTo(".png");
        ImageHeader upright = ImageHeader.read(PortableImage.of(file, folder.resolve("copy/a.png")));
        assertThat(upright.stored()).isEqualTo(new ImageSize(48, 64));
        assertThat(upright.orientation()).isEqualTo(Orientation.UPRIGHT);
    }

    /** With an EXIF block of one entry, orientation 6, after the start of the image. */
    private static Path turned(Path jpeg) throws Exception {
        byte[] plain = Files.readAllBytes(jpeg);
        byte[] exif = new byte[] {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] all = new byte[plain.length + exif.length];
        System.arraycopy(plain, 0, all, 0, 2);
        System.arraycopy(exif, 0, all, 2, exif.length);
        System.arraycopy(plain, 2, all, 2 + exif.length, plain.length - 2);
        return Files.write(jpeg, all);
    }

    @Test
    void whatIsNoImageIsRefusedWhenHandedOut() {
        Path file = Samples.text(folder.resolve("a.jpg"), "text");
        assertThat(PortableImage.extension(file)).isEqualTo(".jpg");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> PortableImage.of(file, folder.resolve("copy/a.jpg")))
                .withMessageContaining("a.jpg");
    }
}
