package org.huale.dataset.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.huale.problem.HualeException;
import org.huale.problem.UnshownName;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * A table in a text file, quoted as RFC 4180 says, whose first row names the columns. Commas, semicolons or tabs stand between the
 * cells, whichever of them the first row has most of. Read row by row, so that its length does not matter.
 */
public final class CsvRows implements AutoCloseable {
    private static final int CELL = 1 << 16;
    private static final int COLUMNS = 1_000;
    private final Reader in;
    private final String shown;
    private final int most;
    private char separator = ',';
    private int line = 1;
    private int next;

    /** One row by the names of its columns, which are in lower case. */
    public record Row(int line, Map<String, String> cells) {

        /** Stripped; empty where the row has no such column. */
        public String cell(String column) {
            return cells.getOrDefault(column, "").strip();
        }
    }

    private CsvRows(Reader in, String shown, int most) throws IOException {
        this.in = in;
        this.shown = shown;
        this.most = most;
        next = in.read();
        if (next == '\uFEFF') {
            next = in.read();
        }
    }

    /**
     * The names of the columns in lower case; empty where the file cannot be read as a table. Bytes that are no text are replaced, so
     * that a table in another encoding is known for one, and reading it says what is wrong.
     */
    public static List<String> header(Path file) {
        try (CsvRows rows = open(file, file.toString(), COLUMNS, CodingErrorAction.REPLACE)) {
            return rows.header();
        } catch (IOException | HualeException e) {
            return List.of();
        }
    }

    /**
     * The names of the columns in lower case.
     *
     * @param shown the file's name in messages
     * @throws HualeException where the file cannot be read
     */
    public static List<String> header(Path file, String shown) {
        try (CsvRows rows = open(file, shown, COLUMNS, CodingErrorAction.REPORT)) {
            return rows.header();
        } catch (IOException e) {
            throw unread(file, shown, e);
        }
    }

    /**
     * Visits every row but the first and blank ones.
     *
     * @param shown the file's name in messages
     * @throws HualeException where the file cannot be read, or a row has other columns than the first
     */
    public static void forEach(Path file, String shown, Consumer<Row> visitor) {
        try (CsvRows rows = open(file, shown, COLUMNS, CodingErrorAction.REPORT)) {
            List<String> header = rows.header();
            for (Optional<Row> row = rows.row(header); row.isPresent(); row = rows.row(header)) {
                visitor.accept(row.get());
            }
        } catch (IOException e) {
            throw unread(file, shown, e);
        }
    }

    /** Visits every row by position, in a file whose first row need not name the columns. */
    public static void forEachUnnamed(Path file, String shown, Consumer<List<String>> visitor) {
        forEachUnnamed(file, shown, COLUMNS, visitor);
    }

    /**
     * The same of a table that may have many columns.
     *
     * @param most cells of a row
     */
    public static void forEachUnnamed(Path file, String shown, int most, Consumer<List<String>> visitor) {
        try (CsvRows rows = open(file, shown, most, CodingErrorAction.REPORT)) {
            for (List<String> cells = rows.cells(); cells != null; cells = rows.cells()) {
                visitor.accept(cells);
            }
        } catch (IOException e) {
            throw unread(file, shown, e);
        }
    }

    /**
     * The cells of one line, with commas between them, of a file that is read by lines.
     *
     * @param shown the file's name in messages
     * @param number of the line
     */
    public static List<String> ofLine(String text, String shown, int number) {
        try (CsvRows rows = new CsvRows(new StringReader(text), shown, COLUMNS)) {
            rows.line = number;
            List<String> cells = rows.cells();
            return cells == null ? List.of() : cells;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // which text in memory never gives
        }
    }

    private static HualeException unread(Path file, String shown, IOException e) {
        String reason = e instanceof CharacterCodingException
                ? "line " + lineOfNoText(file) + " is not text in UTF-8, nor in UTF-16 with a byte order mark; save the"
                        + " file as UTF-8"
                : FileFaults.reason(e);
        return new HualeException(shown + ": cannot be read: " + reason, e);
    }

    /** Looked for anew, as bytes are decoded long before the rows are taken from them. */
    private static int lineOfNoText(Path file) {
        int line = 1;
        try (Reader text = text(file, CodingErrorAction.REPLACE)) {
            for (int next = text.read(); next >= 0 && next != UnshownName.NOT_SHOWN; next = text.read()) {
                line += next == '\n' ? 1 : 0;
            }
        } catch (IOException e) {
            return line; // as far as it can be read by now
        }
        return line;
    }

    private static CsvRows open(Path file, String shown, int most, CodingErrorAction bad) throws IOException {
        Reader text = text(file, bad);
        try {
            return new CsvRows(text, shown, most);
        } catch (IOException e) {
            text.close();
            throw e;
        }
    }

    /** @param bad what becomes of bytes that are no text in the encoding of the file */
    private static Reader text(Path file, CodingErrorAction bad) throws IOException {
        InputStream bytes = new BufferedInputStream(InputFile.open(file));
        try {
            return new BufferedReader(new InputStreamReader(bytes, decoder(bytes, bad)), 1 << 16);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** Of the encoding that the mark at the beginning tells, which stays to be read. */
    private static CharsetDecoder decoder(InputStream bytes, CodingErrorAction bad) throws IOException {
        bytes.mark(2);
        Charset charset = TextLines.charset(bytes.readNBytes(2));
        bytes.reset();
        return charset.newDecoder().onMalformedInput(bad).onUnmappableCharacter(bad);
    }

    private List<String> header() throws IOException {
        StringBuilder first = new StringBuilder();
        in.mark(CELL);
        char[] start = new char[CELL - 1];
        int length = Math.max(0, in.read(start));
        in.reset();
        first.append((char) next).append(start, 0, length);
        separator = separatorOf(first.toString());
        List<String> cells = cells();
        return cells == null
                ? List.of()
                : cells.stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static char separatorOf(String text) {
        String line = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            best = count(line, candidate) > count(line, best) ? candidate : best;
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private Optional<Row> row(List<String> header) throws IOException {
        while (true) {
            int at = line;
            List<String> cells = cells();
            if (cells == null) {
                return Optional.empty();
            }
            if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                return Optional.of(named(at, header, cells));
            }
        }
    }

    private Row named(int at, List<String> header, List<String> cells) {
        if (cells.size() > header.size()) {
            throw new HualeException(
                    shown + ": line " + at + ": has " + cells.size() + " cells, the first line has " + header.size());
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            named.putIfAbsent(header.get(i), cells.get(i));
        }
        return new Row(at, named);
    }

    /** The cells of the next row; null at the end. */
    @Nullable
    private List<String> cells() throws IOException {
        if (next < 0) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            if (cells.size() > most) {
                throw new HualeException(shown + ": line " + line + ": more than " + most + " cells");
            }
            if (next != separator) {
                endLine();
                return cells;
            }
            advance();
        }
    }

    private String cell() throws IOException {
        StringBuilder text = new StringBuilder();
        if (next == '"') {
            quoted(text);
        }
        while (next >= 0 && next != separator && next != '\n' && next != '\r') {
            take(text);
        }
        return text.toString();
    }

    private void quoted(StringBuilder text) throws IOException {
        int start = line;
        advance();
        while (true) {
            if (next < 0) {
                throw new HualeException(shown + ": line " + start + ": a quotation mark is never closed");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    return;
                }
            }
            take(text);
        }
    }

    private void take(StringBuilder text) throws IOException {
        if (text.length() == CELL) {
            throw new HualeException(shown + ": line " + line + ": a cell of more than " + CELL + " characters");
        }
        text.append((char) next);
        advance();
    }

    private void advance() throws IOException {
        if (next == '\n') {
            line++;
        }
        next = in.read();
    }

    private void endLine() throws IOException {
        if (next == '\r') {
            advance();
        }
        if (next == '\n') {
            advance();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
