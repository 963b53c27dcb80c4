package org.huale.image.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small font of our own, 5x8 dots in a cell of 6x8: no font of the machine is touched, so that labels look the same
 * everywhere and a Java without fonts can draw them. Accents are left off; what is not ASCII becomes a hollow box.
 */
final class Glyphs {
    static final int CELL_WIDTH = 6;
    static final int CELL_HEIGHT = 8;
    private static final int DOTS = 5;
    private static final long BLANK = 0;
    private static final long HOLLOW_BOX = 0x1F1111111111_1F00L;
    private static final Map<Integer, Long> ROWS = load();

    private Glyphs() {}

    /** The characters that will be drawn for a text. */
    static int[] characters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .toArray();
    }

    /** Whether a character has a dot at column 0..5 (the last is always blank), row 0..7. */
    static boolean dot(int character, int column, int row) {
        long rows = character == ' ' ? BLANK : ROWS.getOrDefault(character, HOLLOW_BOX);
        int bits = (int) (rows >>> (8 * (CELL_HEIGHT - 1 - row)));
        return column < DOTS && (bits >> (DOTS - 1 - column) & 1) == 1;
    }

    private static Map<Integer, Long> load() {
        Map<Integer, Long> rows = new HashMap<>();
        lines().filter(line -> line.length() == 2 + 2 * CELL_HEIGHT)
                .forEach(line -> rows.put((int) line.charAt(0), Long.parseUnsignedLong(line, 2, line.length(), 16)));
        return Map.copyOf(rows);
    }

    private static Stream<String> lines() {
        try (InputStream in = Glyphs.class.getResourceAsStream("glyphs.txt")) {
            if (in == null) {
                throw new IllegalStateException("the resource glyphs.txt is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
