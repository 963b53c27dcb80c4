package org.huale.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the files of a folder are to hold, in one file beside them. A file's line is there before the file is, with what it held
 * until then, so that a crash between the two is no damage; and the lines have a sum of their own. One process at a time writes.
 *
 * @param folder whose files they are; names of files are relative to it, with slashes
 * @param what the folder is, such as {@code run}, so that lines of another one are not taken for its own; the folder itself may be
 *     called anything
 */
public record Checksums(Path folder, String what) {
    public static final String FILE = "checksums.json";

    /** Of the folder of a run. */
    public static final String RUN = "run";

    /** Of the folder of a training. */
    public static final String TRAINING = "training";

    private static final long LARGE = 1 << 20;
    private static final int MOST_BEFORE = 8;
    private static final int LOOKS = 3;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * What a file is to be.
     *
     * @param sha256 of the file, or of its beginning
     * @param length bytes of that beginning, of a file that only grows; null where it is the whole file
     * @param before what the file may hold as well, until it is replaced
     * @param text the content itself, where it can be made from nothing else; null otherwise
     * @param of sums of the files that it was made from, by their names relative to the folder
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Entry(
            String sha256,
            @Nullable Long length,
            List<String> before,
            @Nullable String text,
            Map<String, String> of) {

        public Entry {
            if (sha256 == null) {
                throw new IllegalArgumentException("a file without its sum");
            }
            before = before == null ? List.of() : List.copyOf(before);
            of = new TreeMap<>(of == null ? Map.of() : of);
        }

        /** Of a whole file that was made from nothing that has a sum. */
        public static Entry of(String sha256) {
            return new Entry(sha256, null, List.of(), null, Map.of());
        }

        /** Of the beginning of a file that only grows. */
        public static Entry ofBeginning(long length, String sha256) {
            return new Entry(sha256, length, List.of(), null, Map.of());
        }

        private Entry allowing(List<String> present) {
            List<String> others =
                    present.stream().filter(it -> !it.equals(sha256)).toList();
            return new Entry(sha256, length, others, text, of);
        }

        /** Whether a whole file, by its content, is what the line says. */
        public boolean holds(byte[] file) {
            if (length == null) {
                return allows(Sha256.of(file));
            }
            return file.length >= length && sha256.equals(Sha256.of(Arrays.copyOf(file, Math.toIntExact(length))));
        }

        private boolean allows(String sum) {
            return sum.equals(sha256) || before.contains(sum);
        }
    }

    private record Content(String of, SortedMap<String, Entry> files, String sha256) {
        private Content {
            if (of == null || files == null || sha256 == null) {
                throw new IllegalArgumentException("no sums of files");
            }
        }
    }

    /**
     * The lines by the name of the file; empty where nothing was noted yet.
     *
     * @throws HualeException where the file of the lines is damaged, or one is for no file of the folder
     */
    public SortedMap<String, Entry> entries() {
        Path file = folder.resolve(FILE);
        try {
            Content content = JSON.readValue(InputFile.bytes(file), Content.class);
            if (content == null || !content.sha256().equals(sum(content.of(), content.files()))) {
                throw new HualeException(file + ": damaged: its lines do not have the sum that it says");
            }
            if (!content.of().equals(what)) {
                throw new HualeException(file + ": damaged: it is that of another folder, " + content.of());
            }
            requireBelow(file, content.files().keySet());
            return content.files();
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged: " + ParserWords.of(e), e);
        }
    }

    /** Whoever goes by the lines writes, moves and deletes, and they may have come with the folder from somebody else. */
    private static void requireBelow(Path file, Set<String> names) {
        for (String name : names) {
            if (leadsOut(name)) {
                throw new HualeException(
                        file + ": damaged: it has a line for '" + name + "', which is no file of its folder");
            }
        }
    }

    private static boolean leadsOut(String name) {
        try {
            return !OwnFiles.isBelow(Path.of(name));
        } catch (InvalidPathException e) {
            return false; // no file has such a name here, as one with an umlaut under LC_ALL=C
        }
    }

    private SortedMap<String, Entry> entries(String wayOut) {
        try {
            return entries();
        } catch (HualeException e) {
            if (e.getCause() instanceof IOException) {
                throw e; // cannot be read, which the way out would not change
            }
            throw new HualeException(e.getMessage() + "; " + wayOut, e);
        }
    }

    private static String sum(String what, Map<String, Entry> files) {
        return Sha256.of(what + JSON.writeValueAsString(files));
    }

    /** Replaces all lines. */
    public void write(SortedMap<String, Entry> files) {
        Content content = new Content(what, files, sum(what, files));
        WholeFile.writeText(folder.resolve(FILE), JSON.writeValueAsString(content) + "\n");
    }

    /** Notes what files are going to be; lines of others stay. */
    public void note(Map<String, Entry> news) {
        SortedMap<String, Entry> all = entries();
        SortedMap<String, Entry> changed = new TreeMap<>(all);
        news.forEach((name, entry) -> changed.put(name, entry.allowing(present(name, all.get(name)))));
        if (!changed.equals(all)) {
            write(changed);
        }
    }

    /**
     * What a file may hold that is going to be replaced. Of a large one, which is not read for that, all that its line allowed
     * lately: processes may have died again and again just before they replaced it.
     */
    private List<String> present(String name, @Nullable Entry entry) {
        if (entry == null || entry.length() != null) {
            return List.of();
        }
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > LARGE) {
                return Stream.concat(Stream.of(entry.sha256()), entry.before().stream())
                        .limit(MOST_BEFORE)
                        .toList();
            }
            String sum = Sha256.of(file);
            return entry.allows(sum) ? List.of(sum) : List.of();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /** Writes a file of the folder, and its line before it appears. */
    public void write(String name, WholeFile.Content content) {
        WholeFile.write(folder.resolve(name), content, sum -> note(Map.of(name, Entry.of(sum))));
    }

    /** Drops the lines of files, which may then hold anything. */
    public void forget(Iterable<String> names) {
        SortedMap<String, Entry> all = entries();
        SortedMap<String, Entry> fewer = new TreeMap<>(all);
        for (String name : names) {
            fewer.remove(name);
        }
        if (!fewer.equals(all)) {
            write(fewer);
        }
    }

    /**
     * Whether a file holds what its line says; true where it has no line.
     *
     * @throws NoSuchFileException where the file is not there
     */
    public boolean holds(String name) throws IOException {
        Entry entry = entries().get(name);
        return entry == null || holds(name, entry);
    }

    /**
     * The same by a line that was read before. A process may have noted and replaced the file since, so where it holds something else,
     * what its line says by now is what counts.
     *
     * @throws NoSuchFileException where the file is not there
     */
    public boolean holds(String name, Entry entry) throws IOException {
        Entry line = entry;
        for (int look = 0; look < LOOKS; look++) {
            if (holds(folder.resolve(name), line)) {
                return true;
            }
            Entry now = entries().get(name);
            if (now == null || now.equals(line)) {
                return now == null; // without a line it may hold anything
            }
            line = now;
        }
        return false;
    }

    /** Whether a file holds what a line says. */
    private static boolean holds(Path file, Entry entry) throws IOException {
        if (entry.length() == null) {
            return entry.allows(Sha256.of(file));
        }
        return Files.size(file) >= entry.length()
                && entry.sha256().equals(Sha256.hex(Sha256.digest(file, entry.length())));
    }

    /**
     * @param wayOut what the user can do about it
     * @throws HualeException where the file is there and does not hold what its line says, or the lines are damaged
     */
    public void require(String name, String wayOut) {
        Entry entry = entries(wayOut).get(name);
        try {
            if (entry != null && !holds(name, entry)) {
                throw new HualeException(
                        folder.resolve(name) + ": damaged: it does not hold what was written to it; " + wayOut);
            }
        } catch (NoSuchFileException e) {
            return; // a file that is not there is for its reader to miss
        } catch (IOException e) {
            throw new HualeException(folder.resolve(name) + ": " + FileFaults.unread(e), e);
        }
    }
}
