package org.huale.torch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.fuzz.Fuzzer;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.image.OrientationPolicy;
import org.huale.image.ReadingRules;
import org.huale.image.SampleImages;
import org.huale.image.format.ImageIoReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both readers read the same files and refuse the same, sound or damaged. */
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

    private static void requireAgreement(Path file) {
        String fast = outcome(FAST, file);
        String plain = outcome(PLAIN, file);
        assertThat(fast.equals("read"))
                .as("OpenCV: %s; ImageIO: %s", fast, plain)
                .isEqualTo(plain.equals("read"));
    }

    private static String outcome(ImageReader reader, Path file) {
        try {
            reader.read(file);
            return "read";
        } catch (ImageException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
