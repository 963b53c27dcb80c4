package org.huale.inbox.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run remembers of a server, in small files of JSON. All of it can be found again without.
 *
 * @param path of the folder, which need not be there
 */
public record LinkFolder(Path path) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The last name of the run's folder, in which it lies. */
    public String runName() {
        return String.valueOf(
                path.toAbsolutePath().normalize().resolveSibling("").getFileName());
    }

    /** What a file holds; empty where it is not there. */
    public <T> Optional<T> read(String name, Class<T> type) {
        Path file = path.resolve(name);
        try {
            return Optional.of(JSON.readValue(InputFile.bytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged; delete it, and what it said is found again", e);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    public void write(String name, Object content) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new HualeException(path + ": cannot be made: " + e.getMessage(), e);
        }
        WholeFile.writeText(path.resolve(name), JSON.writeValueAsString(content) + "\n");
    }
}
