package org.huale.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.IntPredicate;

/**
 * Text for a terminal in which nothing but line ends and tabs acts on it: names of files and classes come from anywhere, and
 * may hold sequences that clear the screen, turn the text around or type for the user. What would act is written as
 * {@code \u001b}, which JSON understands too.
 */
public final class TerminalText extends FilterWriter {
    private static final String LINE_AWAY = "\r\u001b[K";

    private TerminalText(Writer out) {
        super(out);
    }

    /** Writes to another writer, each line at once. */
    public static PrintWriter around(Writer terminal) {
        return new Lines(terminal);
    }

    /** Takes the line away that the cursor is in, so that another can be written in its place. */
    public static void takeLineAway(PrintWriter out) {
        out.flush();
        PrintWriter terminal = out instanceof Lines lines ? lines.terminal : out;
        terminal.print(LINE_AWAY);
        terminal.flush();
    }

    /** The same text with what would act on a terminal written out. */
    static String of(String text) {
        if (text.chars().noneMatch(TerminalText::acts)) {
            return text;
        }
        return escaped(text, TerminalText::acts);
    }

    /** The same text with some of its characters written out, as JSON understands them. */
    static String escaped(String text, IntPredicate which) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (which.test(c)) {
                escaped.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    private static boolean acts(int c) {
        boolean harmless = c == '\n' || c == '\t' || System.lineSeparator().indexOf(c) >= 0;
        return !harmless && (Character.isISOControl(c) || turnsAround(c));
    }

    /** Embeddings, overrides and isolates of directions, by which a name shows as another. */
    private static boolean turnsAround(int c) {
        return c == 0x200E || c == 0x200F || c == 0x61C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(of(text.substring(from, from + length)));
    }

    /** Knows the terminal, on which the program itself may act. */
    private static final class Lines extends PrintWriter {
        private final PrintWriter terminal;

        Lines(Writer terminal) {
            super(new TerminalText(terminal), true);
            this.terminal = new PrintWriter(terminal);
        }
    }
}
