package org.huale.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageException;
import org.huale.image.ReadingRules;
import org.huale.image.SampleImages;
import org.huale.storage.InputFile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that hung, exhausted or misled decoders: all are refused at once, by their name. */
final class HostileImagesTest {
    /** Whoever opens a pipe waits for ever. */
    private static final Duration MOST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    /** The header of a lossless WebP, up to its size. */
    private static final String ENDLESS = "5249464658000000574542505650384c4b0000002f";

    /** Codes that go on for ever. */
    private static final String CODES = "7f44f43f1662c164fed05d41d43ffa1f71a069db482670fc09dfff67fc711414b78da4c6968f"
            + "e9c917134088f540b0fe05c40803f90d9909820504f2c0046280eb13c4007700";

    @ParameterizedTest
    @ValueSource(strings = {"1713c4007700", "17400400b932", "174004007700"})
    void damagedWebpEnds(String size) throws IOException {
        Path file = folder.resolve("endless.webp");
        Files.write(file, HexFormat.of().parseHex(ENDLESS + size + CODES));
        Assertions.assertTimeoutPreemptively(MOST, () -> refused(file));
    }

    @Test
    void claimsThatNoFileOfThisLengthCanHoldAreRefused() throws IOException {
        Path file = folder.resolve("claims.webp");
        Files.write(file, HexFormat.of().parseHex(ENDLESS + "deee1417" + CODES + "0000"));
        assertThatThrownBy(() -> refusedAndThrown(file))
                .hasMessageContaining("11999x7252 pixels, more than the file's");
    }

    @Test
    void runsThatEndBeforeTheLastRowAreRefused() throws IOException {
        byte[] bmp = runs("0203000001000001");
        Path file = Files.write(folder.resolve("runs.bmp"), bmp);
        assertThatThrownBy(() -> refusedAndThrown(file)).hasMessageContaining("its pixels end in row 2 of 3");
        Files.write(file, runs("0203000005030000020300000001"));
        assertThatThrownBy(() -> refusedAndThrown(file)).hasMessageContaining("leaves the picture");
    }

    /** An 8-bit BMP of 4x3 pixels, compressed by runs. */
    private static byte[] runs(String runs) {
        String header = "424d" + "00000000" + "00000000" + "3a000000" // the pixels begin at byte 58
                + "28000000" + "04000000" + "03000000" + "0100" + "0800" + "01000000" + "00000000"
                + "00000000".repeat(2)
                + "01000000" + "00000000" + "ff336600";
        return HexFormat.of().parseHex(header + runs);
    }

    @Test
    void onlyRegularFilesAreOpened() throws Exception {
        Path pipe = folder.resolve("pipe.jpg");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        Assumptions.assumeTrue(made.waitFor() == 0);
        Assertions.assertTimeoutPreemptively(
                MOST,
                () -> assertThatThrownBy(() -> refusedAndThrown(pipe))
                        .hasMessageContaining("it is a pipe, a socket or a device"));
        assertThatThrownBy(() -> refusedAndThrown(folder)).hasMessageContaining("it is a folder, not a file");
        assertThatThrownBy(() -> InputFile.bytes(pipe)).isInstanceOf(IOException.class);
        Path link = Files.createSymbolicLink(folder.resolve("link.jpg"), folder.resolve("photo.jpg"));
        Files.write(folder.resolve("photo.jpg"), SampleImages.bytes("rgb444.jpg"));
        assertThat(ImageIoReader.defaults().read(link).size()).isEqualTo(SampleImages.SIZE);
    }

    /** Zeros behind the rows of a PNG, which a thousandth of them packs. */
    @Test
    void pixelsThatGoOnBehindTheLastRowAreRefused() throws IOException {
        Path file = folder.resolve("behind.png");
        Files.write(file, png(3 + 1000));
        assertThat(ImageIoReader.defaults().read(file).size()).isEqualTo(new ImageSize(1, 1));
        Files.write(file, png(3 + (1 << 21)));
        assertThatThrownBy(() -> refusedAndThrown(file)).hasMessageContaining("go on behind the last row");
    }

    @Test
    void aPngWithoutAllOfItsRowsIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("short.png"), png(2));
        assertThatThrownBy(() -> refusedAndThrown(file)).hasMessageContaining("rows of its pixels are missing");
    }

    @Test
    void aJpegHasScansAndNotThousandsOfThem() {
        byte[] jpeg = SampleImages.bytes("rgb444.jpg");
        int scan = 2;
        while (jpeg[scan + 1] != (byte) 0xDA) {
            scan += 2 + (((jpeg[scan + 2] & 0xFF) << 8) | (jpeg[scan + 3] & 0xFF));
        }
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        none.write(jpeg, 0, scan);
        none.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
        Path without = SampleImages.write(folder, "none.jpg", none.toByteArray());
        assertThatThrownBy(() -> refusedAndThrown(without)).hasMessageContaining("a frame and no scan");

        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(jpeg, 0, scan);
        for (int i = 0; i < 201; i++) {
            many.write(jpeg, scan, jpeg.length - scan - 2);
        }
        many.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
        Path file = SampleImages.write(folder, "many.jpg", many.toByteArray());
        assertThatThrownBy(() -> refusedAndThrown(file)).hasMessageContaining("it has 201 scans, at most 200");
    }

    /** Of one black pixel, with so many bytes as its row. */
    private static byte[] png(int bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(new byte[1 + bytes]);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
        png.writeBytes(chunk("IHDR", HexFormat.of().parseHex("00000001" + "00000001" + "0802000000")));
        png.writeBytes(chunk("IDAT", packed.toByteArray()));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
        chunk.putInt(content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, 4 + content.length);
        return chunk.putInt((int) checksum.getValue()).array();
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 512", "BMP, 128", "PNG, 8256", "GIF, 4096", "WEBP, 65536", "TIFF, 65536"})
    void noFileClaimsMoreThanItsFormatHolds(ImageFormat format, int pixelsPerByte) {
        byte[] bytes = new byte[1000];
        int most = (1 << 20) + bytes.length * pixelsPerByte;
        assertThatThrownBy(() -> PixelCheck.require(bytes, format, new ImageSize(1, most + 1)))
                .hasMessageContaining("more than the file's 1000 bytes can hold");
        try {
            PixelCheck.require(bytes, format, new ImageSize(1, most));
        } catch (BadImage other) {
            assertThat(other.getMessage()).doesNotContain("can hold");
        }
    }

    @Test
    void memoryThatRunsOutWhileItIsDecodedIsARefusal() {
        Path file = SampleImages.write(folder, "a.png", SampleImages.bytes("rgb8.png"));
        assertThatThrownBy(() -> EncodedImage.read(file, ReadingRules.defaults(), encoded -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("more memory to read than Java may use here; -Xmx");
    }

    private static void refused(Path file) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> refusedAndThrown(file))
                .withMessageStartingWith(file.toString());
    }

    private static void refusedAndThrown(Path file) {
        ImageIoReader.defaults().read(file);
    }
}
