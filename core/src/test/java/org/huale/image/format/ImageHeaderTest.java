package org.huale.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageException;
import org.huale.image.Orientation;
import org.huale.image.OrientationPolicy;
import org.huale.image.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImageHeaderTest {
    private static final int FILLING = 70_000; // more than is read at first

    @TempDir
    private Path folder;

    static Stream<String> samples() {
        return Stream.concat(SampleImages.LOSSLESS.stream(), SampleImages.JPEGS.stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSizeIsTheHeaders(String name) {
        assertThat(ImageHeader.sizeOf(SampleImages.write(folder, name, SampleImages.bytes(name))))
                .isEqualTo(SampleImages.SIZE);
    }

    @Test
    void thePolicyTurnsTheSize() {
        byte[] jpeg = SampleImages.withOrientation(SampleImages.bytes("rgb444.jpg"), 8, true);
        Path file = SampleImages.write(folder, "turned.jpg", jpeg);
        assertThat(ImageHeader.sizeOf(file)).isEqualTo(new ImageSize(23, 37));
        assertThat(ImageHeader.sizeOf(file, OrientationPolicy.IGNORE)).isEqualTo(SampleImages.SIZE);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageHeader.sizeOf(file, OrientationPolicy.FAIL))
                .withMessageContaining("turned.jpg");
    }

    @Test
    void orientationIsFoundInPngAndTiffToo() {
        byte[] tiff = SampleImages.tiff(6, false);
        byte[] png = SampleImages.bytes("rgb8.png");
        ByteBuffer joined = ByteBuffer.allocate(png.length + tiff.length + 12);
        joined.put(png, 0, 33).putInt(tiff.length).put(ascii("eXIf"));
        joined.put(tiff).putInt(0).put(png, 33, png.length - 33);
        Path file = SampleImages.write(folder, "turned.png", joined.array());
        assertThat(ImageHeader.read(file).orientation()).isEqualTo(Orientation.ROTATE_90);
        assertThat(ExifOrientation.ofTiff(tiff)).isEqualTo(Orientation.ROTATE_90);
    }

    @Test
    void orientationIsFoundBehindThePixelsOfALongPngToo() {
        byte[] tiff = SampleImages.tiff(6, false);
        byte[] png = SampleImages.bytes("rgb8.png");
        int end = png.length - 12;
        ByteBuffer joined = ByteBuffer.allocate(png.length + FILLING + 12 + tiff.length + 12);
        joined.put(png, 0, end).putInt(FILLING).put(ascii("fiLl")).put(new byte[FILLING + 4]);
        joined.putInt(tiff.length).put(ascii("eXIf")).put(tiff).putInt(0).put(png, end, 12);
        Path file = SampleImages.write(folder, "behind.png", joined.array());
        assertThat(ImageHeader.read(file).orientation()).isEqualTo(Orientation.ROTATE_90);
        assertThat(ImageHeader.sizeOf(file))
                .isEqualTo(ImageIoReader.defaults().read(file).size());
    }

    @Test
    void orientationIsFoundBehindThePixelsOfALongWebpToo() {
        byte[] tiff = SampleImages.tiff(6, false);
        ByteBuffer joined =
                ByteBuffer.allocate(30 + 8 + FILLING + 8 + tiff.length).order(ByteOrder.LITTLE_ENDIAN);
        joined.put(ascii("RIFF")).putInt(joined.capacity() - 8).put(ascii("WEBP"));
        joined.put(ascii("VP8X")).putInt(10).put(new byte[] {8, 0, 0, 0, 36, 0, 0, 22, 0, 0});
        joined.put(ascii("VP8 ")).putInt(FILLING - 1).put(new byte[FILLING]); // an odd length is filled up
        joined.put(ascii("EXIF")).putInt(tiff.length).put(tiff);
        Path file = SampleImages.write(folder, "behind.webp", joined.array());
        assertThat(ImageHeader.read(file).orientation()).isEqualTo(Orientation.ROTATE_90);
        assertThat(ImageHeader.sizeOf(file)).isEqualTo(new ImageSize(23, 37));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aLongExifBlockHidesTheSizeFromTheFirst64KiBOnly() {
        byte[] jpeg = SampleImages.bytes("rgb444.jpg");
        ByteBuffer joined = ByteBuffer.allocate(jpeg.length + 2 * 65_002);
        joined.put(jpeg, 0, 2);
        for (int i = 0; i < 2; i++) {
            joined.putShort((short) 0xFFE2).putShort((short) 65_000).put(new byte[64_998]);
        }
        Path file = SampleImages.write(
                folder, "long.jpg", joined.put(jpeg, 2, jpeg.length - 2).array());
        assertThat(ImageHeader.sizeOf(file)).isEqualTo(SampleImages.SIZE);
    }

    @Test
    void impossibleSizesAreRefused() {
        byte[] png = SampleImages.bytes("rgb8.png");
        ByteBuffer.wrap(png).putInt(16, 0);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageHeader.read(SampleImages.write(folder, "flat.png", png)))
                .withMessageContaining("flat.png");
        ByteBuffer.wrap(png).putInt(16, -1);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageHeader.read(SampleImages.write(folder, "wide.png", png)));
    }

    @Test
    void aHeaderCutShortIsRefused() {
        byte[] jpeg = Arrays.copyOf(SampleImages.bytes("rgb444.jpg"), 40);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageHeader.read(SampleImages.write(folder, "cut.jpg", jpeg)))
                .withMessageContaining("truncated");
    }
}
