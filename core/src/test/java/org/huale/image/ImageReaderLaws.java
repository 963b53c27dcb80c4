package org.huale.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.huale.api.Stable;
import org.huale.geometry.ImageSize;
import org.huale.image.format.ImageHeader;
import org.huale.image.format.ImageIoReader;
import org.huale.laws.LawSeeds;
import org.huale.laws.SeedInFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ImageReader} does; a subclass says which. */
@Stable
public abstract class ImageReaderLaws {
    /** How far two decoders' inverse transforms and chroma upsampling may round apart. */
    private static final int JPEG_ROUNDING = 3;

    /** TwelveMonkeys repeats WebP's chroma where libwebp interpolates it. */
    private static final int LOSSY_WEBP_ROUNDING = 20;

    @TempDir
    protected Path folder;

    protected abstract ImageReader reader(ReadingRules rules);

    private Image read(Path file) {
        return reader(ReadingRules.defaults()).read(file);
    }

    private Path sample(String name) {
        return SampleImages.write(folder, name, SampleImages.bytes(name));
    }

    static Stream<String> lossless() {
        return SampleImages.LOSSLESS.stream();
    }

    static Stream<String> jpegs() {
        return SampleImages.JPEGS.stream();
    }

    static Stream<String> all() {
        return Stream.concat(lossless(), jpegs());
    }

    @ParameterizedTest
    @MethodSource("lossless")
    void losslessFilesAreReadExactly(String name) {
        assertThat(SampleImages.distance(read(sample(name)), SampleImages.expected(name)))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("jpegs")
    void jpegsAreReadUpToRounding(String name) {
        assertThat(SampleImages.distance(read(sample(name)), SampleImages.expected(name)))
                .isLessThanOrEqualTo(JPEG_ROUNDING);
    }

    @Test
    void lossyWebpIsReadUpToRounding() {
        assertThat(SampleImages.distance(read(sample("lossy.webp")), SampleImages.expected("lossy.webp")))
                .isLessThanOrEqualTo(LOSSY_WEBP_ROUNDING);
    }

    @Test
    void theContentTellsTheFormatAndNotTheName() {
        Path misnamed = SampleImages.write(folder, "photo.JPG", SampleImages.bytes("rgb8.png"));
        assertThat(SampleImages.distance(read(misnamed), SampleImages.expected("rgb8.png")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void exifOrientationIsApplied(int value) {
        Image stored = read(sample("rgb444.jpg"));
        for (boolean bigEndian : new boolean[] {true, false}) {
            Image turned = read(oriented(value, bigEndian));
            assertThat(SampleImages.distance(turned, SampleImages.turnedByHand(stored, value)))
                    .isZero();
        }
    }

    @Test
    void exifOrientationIsIgnoredWhereThePolicySaysSo() {
        ReadingRules ignoring = ReadingRules.defaults().with(OrientationPolicy.IGNORE);
        assertThat(reader(ignoring).read(oriented(6, true)).rgb())
                .isEqualTo(read(sample("rgb444.jpg")).rgb());
    }

    @Test
    void exifOrientationIsRefusedWhereThePolicySaysSo() {
        ReadingRules failing = ReadingRules.defaults().with(OrientationPolicy.FAIL);
        assertThat(reader(failing).read(oriented(1, true)).size()).isEqualTo(SampleImages.SIZE);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> reader(failing).read(oriented(6, false)))
                .withMessageContaining("oriented6.jpg")
                .withMessageContaining("orientation is 6");
    }

    @ParameterizedTest
    @MethodSource("all")
    void filesCutAnywhereAreRefusedByName(String name) {
        byte[] whole = SampleImages.bytes(name);
        boolean sealed = !name.endsWith(".tif") && !name.endsWith(".gif"); // these two have no end to miss
        for (int length = 0; length < whole.length; length += Math.max(sealed ? 7 : 61, whole.length / 25)) {
            requireRefused(cut(name, length), sealed);
        }
        requireRefused(cut(name, whole.length - 1), sealed && !name.endsWith(".webp"));
    }

    private Path cut(String name, int length) {
        return SampleImages.write(folder, name, Arrays.copyOf(SampleImages.bytes(name), length));
    }

    private void requireRefused(Path file, boolean always) {
        try {
            Image image = read(file);
            String name = String.valueOf(file.getFileName());
            assertThat(always)
                    .as("%s of %d bytes was read", name, file.toFile().length())
                    .isFalse();
            assertThat(SampleImages.distance(image, SampleImages.expected(name)))
                    .isZero();
        } catch (ImageException refused) {
            assertThat(refused).hasMessageContaining(file.toString());
        }
    }

    static Stream<Arguments> allWithSeeds() {
        return all().flatMap(name -> LongStream.concat(LongStream.of(name.hashCode()), LawSeeds.explored())
                .mapToObj(seed -> Arguments.of(name, seed)));
    }

    @ParameterizedTest
    @MethodSource("allWithSeeds")
    @ExtendWith(SeedInFailure.class)
    void damagedFilesGiveAnImageOrAnImageException(String name, long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 25; trial++) {
            byte[] damaged = SampleImages.bytes(name);
            for (int i = 0; i < 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            readOrRefuse(SampleImages.write(folder, name, damaged));
        }
    }

    private void readOrRefuse(Path file) {
        try {
            assertThat(reader(new ReadingRules(OrientationPolicy.IGNORE, 1 << 20))
                            .read(file)
                            .size())
                    .isEqualTo(ImageHeader.sizeOf(file, OrientationPolicy.IGNORE));
        } catch (ImageException refused) {
            assertThat(refused).hasMessageContaining(file.toString());
        }
    }

    @Test
    void anImageOf30000SquaredIsRefusedBeforeMemoryIsTaken() {
        requireTooLarge(SampleImages.write(folder, "huge.png", hugePng()));
        requireTooLarge(SampleImages.write(folder, "huge.jpg", hugeJpeg()));
    }

    private void requireTooLarge(Path file) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("30000x30000")
                .withMessageContaining("178956970");
    }

    private static byte[] hugePng() {
        ByteBuffer png = ByteBuffer.wrap(SampleImages.bytes("rgb8.png"));
        CRC32 checksum = new CRC32();
        checksum.update(png.putInt(16, 30_000).putInt(20, 30_000).array(), 12, 17);
        return png.putInt(29, (int) checksum.getValue()).array();
    }

    private static byte[] hugeJpeg() {
        byte[] jpeg = SampleImages.bytes("rgb444.jpg");
        int frame = 0;
        while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
            frame++;
        }
        return ByteBuffer.wrap(jpeg)
                .putShort(frame + 5, (short) 30_000)
                .putShort(frame + 7, (short) 30_000)
                .array();
    }

    @Test
    void theLimitOfPixelsIsTheCallers() {
        Path file = sample("rgb444.jpg");
        ReadingRules enough = new ReadingRules(OrientationPolicy.APPLY, SampleImages.SIZE.pixels());
        ReadingRules tooFew = new ReadingRules(OrientationPolicy.APPLY, SampleImages.SIZE.pixels() - 1);
        assertThat(reader(enough).read(file).size()).isEqualTo(SampleImages.SIZE);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> reader(tooFew).read(file));
    }

    @Test
    void whatIsNoImageIsRefusedByName() throws IOException {
        Path text = SampleImages.write(folder, "text.jpg", "not a picture".getBytes(StandardCharsets.UTF_8));
        Path empty = SampleImages.write(folder, "empty.png", new byte[0]);
        Path directory = Files.createDirectory(folder.resolve("directory.jpg"));
        for (Path file : new Path[] {text, empty, directory, folder.resolve("missing.jpg")}) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> read(file))
                    .withMessageStartingWith(file.toString());
        }
    }

    @Test
    void manyThreadsReadTheSamePixels() {
        Path file = sample("rgb420.jpg");
        byte[] alone = read(file).rgb();
        ImageReader shared = reader(ReadingRules.defaults());
        AtomicInteger equal = new AtomicInteger();
        IntStream.range(0, 200).parallel().forEach(i -> {
            if (Arrays.equals(shared.read(file).rgb(), alone)) {
                equal.incrementAndGet();
            }
        });
        assertThat(equal).hasValue(200);
    }

    @Test
    void theHeaderTellsTheSizeThatIsRead() {
        for (int value = 1; value <= 8; value++) {
            ImageSize size = ImageHeader.sizeOf(oriented(value, true));
            assertThat(read(oriented(value, true)).size()).isEqualTo(size);
        }
    }

    private Path oriented(int value, boolean bigEndian) {
        byte[] jpeg = SampleImages.withOrientation(SampleImages.bytes("rgb444.jpg"), value, bigEndian);
        return SampleImages.write(folder, "oriented" + value + ".jpg", jpeg);
    }

    @ParameterizedTest
    @CsvSource({"255, 255, 8", "256, 16, 12", "4095, 255, 12", "4096, 16, 16", "65535, 255, 16"})
    void samplesOfSixteenBitsAreReadByTheBitsInUse(int highest, int read, int bits) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(2, 1, 0, highest);
        for (String kind : List.of("png", "tiff")) {
            Path file = folder.resolve("deep." + kind);
            ImageIO.write(image, kind, file.toFile());
            byte[] rgb = reader(ReadingRules.defaults()).read(file).rgb();
            assertThat(rgb[rgb.length - 1] & 0xFF).isEqualTo(read);
            assertThat(rgb[0]).isZero();
            assertThat(ImageIoReader.usedBits(file)).hasValue(bits);
        }
    }

    @Test
    void bitsOfOtherSamplesAreNotCounted() throws IOException {
        for (String kind : List.of("png", "tiff", "bmp")) {
            Path file = folder.resolve("flat." + kind);
            ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), kind, file.toFile());
            assertThat(ImageIoReader.usedBits(file)).isEmpty();
        }
    }
}
