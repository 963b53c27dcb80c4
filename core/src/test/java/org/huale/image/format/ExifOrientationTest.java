package org.huale.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HexFormat;
import java.util.Random;
import org.huale.image.Orientation;
import org.huale.image.SampleImages;
import org.junit.jupiter.api.Test;

final class ExifOrientationTest {

    @Test
    void bothByteOrdersAreRead() {
        assertThat(ExifOrientation.ofTiff(SampleImages.tiff(6, true))).isEqualTo(Orientation.ROTATE_90);
        assertThat(ExifOrientation.ofTiff(SampleImages.tiff(6, false))).isEqualTo(Orientation.ROTATE_90);
    }

    @Test
    void aCutBlockIsUpright() {
        byte[] whole = SampleImages.tiff(6, true);
        for (int length = 0; length < 20; length++) {
            assertThat(ExifOrientation.ofTiff(whole, 0, length)).isEqualTo(Orientation.UPRIGHT);
        }
    }

    @Test
    void lyingOffsetsAndCountsDoNoHarm() {
        Random random = new Random(20);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] block = SampleImages.tiff(3, random.nextBoolean());
            block[4 + random.nextInt(block.length - 4)] = (byte) random.nextInt();
            block[4 + random.nextInt(block.length - 4)] = (byte) 0xFF;
            assertThatCode(() -> ExifOrientation.ofTiff(block))
                    .as("trial %d: %s", trial, HexFormat.of().formatHex(block))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aSegmentRangeBeyondTheFileIsCut() {
        byte[] block = SampleImages.tiff(8, false);
        assertThat(ExifOrientation.ofTiff(block, 0, Long.MAX_VALUE)).isEqualTo(Orientation.ROTATE_270);
        assertThat(ExifOrientation.ofTiff(block, 1L << 40, 1L << 41)).isEqualTo(Orientation.UPRIGHT);
    }
}
