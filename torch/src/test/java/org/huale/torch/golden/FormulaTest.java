package org.huale.torch.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FormulaTest {

    @Test
    void weightsHaveTheBitsOfThePythonTwin() throws IOException {
        List<String[]> lines = lines("weights");
        assertThat(lines).hasSize(12);
        for (String[] line : lines) {
            long[] shape =
                    Arrays.stream(line[2].split(",")).mapToLong(Long::parseLong).toArray();
            float[] values = FormulaWeights.values(line[1], shape);
            assertThat(folded(bits(values))).as(line[1]).isEqualTo(line[3]);
            assertThat(Float.floatToIntBits(values[0])).as(line[1]).isEqualTo(Integer.parseUnsignedInt(line[4], 16));
        }
    }

    @Test
    void imagesHaveTheBytesOfThePythonTwin() throws IOException {
        List<String[]> lines = lines("image");
        assertThat(lines).hasSize(3);
        for (String[] line : lines) {
            byte[] rgb = FormulaImage.of(Long.parseLong(line[1]), Integer.parseInt(line[2]), Integer.parseInt(line[3]))
                    .rgb();
            assertThat(folded(unsigned(rgb))).as(String.join(" ", line)).isEqualTo(line[4]);
        }
    }

    private static List<String[]> lines(String kind) throws IOException {
        try (InputStream in = FormulaTest.class.getResourceAsStream("/golden/detector/formula.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.split(" "))
                    .filter(line -> line[0].equals(kind))
                    .toList();
        }
    }

    private static long[] bits(float[] values) {
        long[] bits = new long[values.length];
        Arrays.setAll(bits, i -> Integer.toUnsignedLong(Float.floatToIntBits(values[i])));
        return bits;
    }

    private static long[] unsigned(byte[] bytes) {
        long[] numbers = new long[bytes.length];
        Arrays.setAll(numbers, i -> Byte.toUnsignedLong(bytes[i]));
        return numbers;
    }

    /** FNV-1a over whole numbers instead of bytes, as in {@code tools/make_detector_goldens.py}. */
    private static String folded(long[] numbers) {
        long hash = 0xCBF29CE484222325L;
        for (long number : numbers) {
            hash = (hash ^ number) * 0x100000001B3L;
        }
        return String.format(Locale.ROOT, "%016x", hash);
    }
}
