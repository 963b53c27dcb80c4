package org.huale.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes the bytes of a sound file as disks, careless programs and hostile people do; one seed, one outcome. */
final class Mutation {
    private static final List<String> WORDS = List.of(
            "null",
            "-1",
            "1e308",
            "NaN",
            "99999999999999999999",
            "\"\"",
            "[]",
            "{}",
            "true",
            "../../x",
            "\u0000",
            "\n",
            "<",
            "&",
            ": ",
            "0",
            "65536",
            "[[[[[[[[",
            "\u00ff\u00ff\u00ff\u007f",
            "\u0000\u0000\u0000\u0000",
            "\u0080\u0000\u0000\u0000");

    /** Where sizes and counts stand in many formats: as much is changed there as in all of a file. */
    private static final int HEAD = 64;

    private final SplittableRandom random;

    Mutation(SplittableRandom random) {
        this.random = random;
    }

    byte[] of(byte[] sound) {
        byte[] bytes = sound.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, HEAD));
        int to = Math.min(bytes.length, from + 1 + random.nextInt(16));
        byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(bytes, from);
            case 1 -> Arrays.copyOf(bytes, from);
            case 2 -> joined(bytes, from, new byte[0], to);
            case 3 -> joined(bytes, from, word, from);
            case 4 -> joined(bytes, from, word, Math.min(bytes.length, from + word.length));
            case 5 -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
            default -> number(bytes, from, word);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    /** Puts a word in the place of the next number, if there is one. */
    private static byte[] number(byte[] bytes, int from, byte[] word) {
        int begin = from;
        while (begin < bytes.length && !isDigit(bytes[begin])) {
            begin++;
        }
        int end = begin;
        while (end < bytes.length && isDigit(bytes[end])) {
            end++;
        }
        return joined(bytes, begin, word, end);
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, head);
        out.writeBytes(middle);
        out.write(bytes, tail, bytes.length - tail);
        return out.toByteArray();
    }
}
