package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;

/** The JSON files of a folder, each written whole or not at all. */
public final class RunFiles {
    private final Path folder;
    private final Writing writing;

    /** Does what writes a file; tests make it fail. */
    @FunctionalInterface
    public interface Writing {
        public void perform(Path file, Runnable write);
    }

    public RunFiles(Path folder) {
        this(folder, (file, write) -> write.run());
    }

    public RunFiles(Path folder, Writing writing) {
        this.folder = folder;
        this.writing = writing;
    }

    /** Those of a folder within this one. */
    RunFiles in(String name) {
        return new RunFiles(folder.resolve(name), writing);
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    public void write(String name, Object value) {
        String json = RunJson.text(value) + "\n";
        perform(name, () -> WholeFile.writeText(folder.resolve(name), json));
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
     * @throws HualeException where the file is there but is not what was written
     */
    public <T> Optional<T> read(String name, Class<T> type) {
        Path file = folder.resolve(name);
        try {
            return Optional.of(RunJson.mapper().readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(
                    file + ": damaged: " + ParserWords.of(e) + "; without the file, its step is done again", e);
        }
    }

    public void delete(String name) {
        FileTree.delete(folder.resolve(name));
    }

    /** Removes what killed processes were writing, in all folders. */
    void deleteUnfinished() {
        FileTree.deleteUnfinished(folder);
    }
}
