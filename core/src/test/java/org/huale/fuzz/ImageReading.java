package org.huale.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.image.OrientationPolicy;
import org.huale.image.ReadingRules;
import org.huale.image.SampleImages;
import org.huale.image.format.ImageHeader;
import org.huale.image.format.ImageIoReader;

/**
 * Reads a damaged image, and asks what must hold of every one: it has the size that its header says and no more pixels than allowed; it took little
 * memory, whether it was read or refused; one that was cut is refused, and so is a PNG, which has checksums, unless its pixels are
 * those of the sound one.
 */
final class ImageReading implements Fuzzer.Reading {
    private static final long MOST_PIXELS = SampleImages.SIZE.pixels();
    /** Bytes that a reading takes, with classes that are loaded meanwhile. */
    private static final long MOST_BYTES = 1 << 24;

    private static final ReadingRules RULES = new ReadingRules(OrientationPolicy.APPLY, MOST_PIXELS);

    private final ImageReader reader = new ImageIoReader(RULES);
    private final byte[] sound;
    private final Image expected;

    /** @param file that is sound */
    ImageReading(Path file) throws IOException {
        this.sound = Files.readAllBytes(file);
        this.expected = reader.read(file);
    }

    @Override
    public void read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        long before = allocated();
        try {
            Image image = reader.read(file);
            assertThat(image.size()).isEqualTo(ImageHeader.sizeOf(file, OrientationPolicy.APPLY));
            assertThat(image.size().pixels()).isLessThanOrEqualTo(MOST_PIXELS);
            assertThat(hasSealedEnd(file) && isCut(bytes))
                    .as("cut, and read all the same")
                    .isFalse();
            if (isPng(file, bytes)) {
                assertThat(image.rgb()).as("pixels of a damaged PNG").isEqualTo(expected.rgb());
            }
        } catch (ImageException refused) {
            assertThat(refused.getMessage()).startsWith(file + ": ").doesNotContain("more memory");
            throw refused;
        } finally {
            assertThat(allocated() - before).as("bytes of memory").isLessThan(MOST_BYTES);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Formats whose last byte is needed. */
    private static boolean hasSealedEnd(Path file) {
        return file.toString().matches(".*\\.(jpg|png|bmp)");
    }

    private static boolean isPng(Path file, byte[] bytes) {
        return file.toString().endsWith(".png") && bytes[1] == 'P';
    }

    private boolean isCut(byte[] bytes) {
        return bytes.length < sound.length && Arrays.mismatch(bytes, sound) == bytes.length;
    }
}
