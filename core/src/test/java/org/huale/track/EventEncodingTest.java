package org.huale.track;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EventEncodingTest {

    @Test
    void bytesAreThoseOfTensorBoardsOwnWriter() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("train/total", 1.5);
        values.put("train/learningRate", 0.0025);
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        ours.write(EventEncoding.fileVersion(1700000000.25));
        ours.write(EventEncoding.scalars(1700000001.5, 300, values));

        assertThat(ours.toByteArray()).isEqualTo(golden());
    }

    /** The check value of CRC-32C (RFC 3720, B.4), masked as TFRecord does. */
    @Test
    void checksumIsTheMaskedCastagnoli() {
        int crc = 0xE3069283;
        int masked = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;

        assertThat(EventEncoding.maskedCrc("123456789".getBytes(US_ASCII))).isEqualTo(masked);
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(EventEncodingTest.class.getResourceAsStream("events.golden"))) {
            return in.readAllBytes();
        }
    }
}
