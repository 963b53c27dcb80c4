package org.huale.loop.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.huale.config.MissingValue;
import org.huale.loop.oracle.AuditLog;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import org.huale.storage.InputFile;
import org.huale.storage.OwnFiles;
import org.huale.storage.ParserWords;
import org.huale.storage.Sha256;
import org.huale.storage.WholeFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a run's folder, or of one of its cycles, each written whole or not at all. What each is to hold is noted in
 * {@link Checksums} before it appears, with what it was made from, and compared whenever it is read.
 */
public final class RunFiles {
    private static final int LOOKS = 3;

    private final Path folder;
    private final Writing writing;
    private final FileSums sums;

    /** Does what writes a file; tests make it fail. */
    @FunctionalInterface
    public interface Writing {
        public void perform(Path file, Runnable write);
    }

    public RunFiles(Path folder) {
        this(folder, (file, write) -> write.run());
    }

    public RunFiles(Path folder, Writing writing) {
        this(folder, writing, FileSums.ofRun(folder));
    }

    private RunFiles(Path folder, Writing writing, FileSums sums) {
        this.folder = folder;
        this.writing = writing;
        this.sums = sums;
    }

    /** Those of a folder within this one. */
    RunFiles in(String name) {
        return new RunFiles(folder.resolve(name), writing, sums.in(name));
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** Writes a value as JSON, with its sum beforehand. */
    public void write(String name, Object value) {
        writeText(name, RunJson.text(value) + "\n");
    }

    /** Writes text as UTF-8, with its sum beforehand. */
    public void writeText(String name, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        String kept = isKeptTwice(name) ? text : null;
        note(Map.of(name, new Checksums.Entry(Sha256.of(bytes), null, List.of(), kept, sums.origin(name))));
        perform(name, () -> WholeFile.write(folder.resolve(name), bytes));
    }

    private static boolean isKeptTwice(String name) {
        return RunFile.named(name).filter(RunFile::isKeptTwice).isPresent();
    }

    /** Writes a file of any size, with its sum before it appears. */
    public void write(String name, WholeFile.Content content) {
        perform(
                name,
                () -> WholeFile.write(folder.resolve(name), content, sum -> note(Map.of(name, entry(name, sum)))));
    }

    /** What its files are to hold, and what they were made from. */
    FileSums lines() {
        return sums;
    }

    /** What its files are to hold, by name. */
    SortedMap<String, Checksums.Entry> sums() {
        return sums.entries();
    }

    /** The folder of the run, as the user named it. */
    String run() {
        return String.valueOf(sums.run());
    }

    private void note(Map<String, Checksums.Entry> entries) {
        perform(Checksums.FILE, () -> sums.note(entries));
    }

    /** Notes the sums of files that something else has written. */
    void seal(Collection<String> names) {
        Map<String, Checksums.Entry> entries = new TreeMap<>();
        for (String name : names) {
            try {
                entries.put(name, entry(name, Sha256.of(folder.resolve(name))));
            } catch (IOException e) {
                throw new HualeException(folder.resolve(name) + ": " + FileFaults.unread(e), e);
            }
        }
        note(entries);
    }

    /** Notes the sum of a file that has none, as it is. */
    void adopt(RunFile file) {
        if (file == RunFile.AUDIT) {
            new AuditLog(folder.resolve(file.file())).seal();
        } else if (file.isKeptTwice()) {
            String text = new String(bytes(file.file()).orElseThrow(), UTF_8);
            note(Map.of(file.file(), new Checksums.Entry(Sha256.of(text), null, List.of(), text, Map.of())));
        } else {
            seal(List.of(file.file()));
        }
    }

    /** Drops the sums of files that are no longer there. */
    void forget(List<String> names) {
        perform(Checksums.FILE, () -> sums.forget(names));
    }

    private Checksums.Entry entry(String name, String sum) {
        return new Checksums.Entry(sum, null, List.of(), null, sums.origin(name));
    }

    /** Lets something else write the file. */
    public void perform(String name, Runnable write) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be made: " + e.getMessage(), e);
        }
        writing.perform(folder.resolve(name), write);
    }

    /**
     * @throws HualeException where the file is there but is not what was written, or was made from other files than those beside it
     */
    public <T> Optional<T> read(String name, Class<T> type) {
        return read(name, type, RunJson.mapper());
    }

    /** The same by a mapper that may leave something out. */
    <T> Optional<T> read(String name, Class<T> type, JsonMapper mapper) {
        Optional<byte[]> bytes = bytes(name);
        try {
            Optional<T> value = bytes.map(it -> mapper.readValue(it, type));
            value.flatMap(MissingValue::in).ifPresent(key -> {
                throw damaged(name, key + " has no value");
            });
            return value;
        } catch (JacksonException e) {
            throw damaged(name, ParserWords.of(e));
        }
    }

    /**
     * What a file holds, once that was compared with its sum; empty where it is not there.
     *
     * @throws HualeException where it is not what was written, or was made from other files than those beside it
     */
    Optional<byte[]> bytes(String name) {
        Path file = folder.resolve(name);
        try {
            for (int look = 0; look < LOOKS; look++) { // another process may be replacing it at this very moment
                byte[] bytes = InputFile.bytes(file);
                Checksums.Entry entry = sums().get(name);
                if (entry == null || entry.holds(bytes)) {
                    requireOrigin(name, entry);
                    return Optional.of(bytes);
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
        throw damaged(name, "it does not hold what was written to it");
    }

    private void requireOrigin(String name, Checksums.@Nullable Entry entry) {
        if (entry != null) {
            sums.otherOrigin(entry).ifPresent(it -> {
                throw damaged(name, "it was made from another " + it + " than the one that is there");
            });
        }
    }

    private HualeException damaged(String name, String how) {
        String way = RunFile.named(name).map(it -> "; " + it.wayOut(run())).orElse("");
        return new HualeException(folder.resolve(name) + ": damaged: " + how + way);
    }

    /**
     * Reads a file that something else understands only where it is what was written; does nothing where it is not there.
     *
     * @throws HualeException as {@link #bytes}
     */
    void requireIntact(String name) {
        if (bytes(name).isEmpty() && sums().containsKey(name)) {
            throw damaged(name, "it is missing");
        }
    }

    /** Whether a file is there and, as far as its sum is known, what was written. */
    public boolean isIntact(String name) {
        try {
            return has(name) && sums.holds(name);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a file that was written is gone. */
    public boolean isLost(String name) {
        return !has(name) && sums().containsKey(name);
    }

    /**
     * Deletes a file or folder, whose sum is then forgotten.
     *
     * @throws HualeException where the name leads out of this folder, or is that of the folder itself
     */
    public void delete(String name) {
        if (!OwnFiles.isBelow(Path.of(name))) {
            throw new HualeException(folder + ": '" + name + "' is nothing in it, and is not deleted");
        }
        FileTree.delete(folder.resolve(name));
        if (sums().containsKey(name)) {
            forget(List.of(name));
        }
    }

    /**
     * Writes files that are gone and whose text is kept with their sum: a process may have died when it had noted the sum and not
     * yet written the file. The lines may have come with the folder from somebody else: of other files than these no text is kept.
     */
    void writeBackLost() {
        sums().forEach((name, entry) -> {
            String text = entry.text();
            if (text != null && isKeptTwice(name) && !has(name)) {
                perform(name, () -> WholeFile.writeText(folder.resolve(name), text));
            }
        });
    }

    /** Removes what killed processes were writing, in all folders. */
    void deleteUnfinished() {
        FileTree.deleteUnfinished(folder);
    }
}
