package org.huale.torch.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.huale.fuzz.Fuzzer;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.image.OrientationPolicy;
import org.huale.image.ReadingRules;
import org.huale.image.SampleImages;
import org.huale.image.format.ImageIoReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both readers read the same files and refuse the same, sound or damaged; and where no loss is part of the format, the pixels are the same. */
final class AgreeingReadersTest {
    private static final ReadingRules RULES = new ReadingRules(OrientationPolicy.APPLY, 1 << 22);
    private static final ImageReader FAST = new OpenCvReader(RULES);
    private static final ImageReader PLAIN = new ImageIoReader(RULES);

    @TempDir
    private Path folder;

    @Test
    void agree() throws IOException {
        agree(100);
    }

    @Test
    @Tag("slow")
    void agreeForMinutes() throws IOException {
        agree(20_000);
    }

    private void agree(int times) throws IOException {
        List<String> names = new ArrayList<>(SampleImages.JPEGS);
        names.addAll(SampleImages.LOSSLESS);
        names.add("lossy.webp");
        for (String name : names) {
            Path file = SampleImages.write(folder, name, SampleImages.bytes(name));
            new Fuzzer("readers", file, AgreeingReadersTest::requireAgreement).run(times);
        }
    }

    /** A WebP has one decoder: ImageIO reads this one. */
    @Test
    void whatOpenCvRefusesIsNotTriedByImageIo() {
        byte[] cut = SampleImages.bytes("lossy.webp");
        Arrays.fill(cut, cut.length / 2, cut.length, (byte) 0);
        byte[] ended = Arrays.copyOf(cut, cut.length);
        ended[16] = (byte) (ended[16] - 40); // its codes end earlier than they say
        Path file = SampleImages.write(folder, "ended.webp", ended);
        for (ImageReader reader : List.of(FAST, PLAIN)) {
            assertThatThrownBy(() -> reader.read(file)).hasMessageContaining("OpenCV refuses it");
        }
    }

    private static void requireAgreement(Path file) {
        Outcome fast = Outcome.of(FAST, file);
        Outcome plain = Outcome.of(PLAIN, file);
        assertThat(fast.isRead()).as("OpenCV: %s; ImageIO: %s", fast, plain).isEqualTo(plain.isRead());
        if (!file.toString().endsWith(".jpg")) {
            assertThat(fast.rgb).as("pixels").isEqualTo(plain.rgb);
        }
    }

    /** Pixels, or why there are none. */
    private record Outcome(String words, byte[] rgb) {
        static Outcome of(ImageReader reader, Path file) {
            try {
                Image image = reader.read(file);
                return new Outcome("", image.rgb());
            } catch (ImageException refused) {
                return new Outcome(String.valueOf(refused.getMessage()), new byte[0]);
            }
        }

        boolean isRead() {
            return words.isEmpty();
        }

        @Override
        public String toString() {
            return isRead() ? "read" : words;
        }
    }
}
