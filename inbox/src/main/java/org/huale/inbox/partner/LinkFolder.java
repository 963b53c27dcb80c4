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
    /** Name of the file that says which project the run is connected with. */
    public static final String PROJECT = "project.json";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Name of the file of a request's tasks. */
    public static String tasks(String request) {
        return request + ".json";
    }

    /** The file of a request's tasks. */
    public Path tasksFile(String request) {
        return path.resolve(tasks(request));
    }

    /** What a project of the run's own is called: by the run's folder, in which this one lies. */
    public String ownProject() {
        return "HUALE " + path.toAbsolutePath().normalize().resolveSibling("").getFileName();
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
