package org.huale.inbox.labelstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run remembers of Label Studio, in the folder {@code label-studio}: its project, and the tasks of each request once all of
 * them are there. Either can be found again without.
 *
 * @param run the run's folder
 */
record LinkFiles(Path run) {
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Link(long project, String url) {}

    private record Tasks(long project, TreeMap<String, List<Long>> tasks) {}

    Path folder() {
        return run.resolve("label-studio");
    }

    Optional<Long> project() {
        return read(folder().resolve("project.json"), Link.class).map(Link::project);
    }

    void link(long project, String url) {
        write(folder().resolve("project.json"), new Link(project, url));
    }

    /** The tasks of each image of a request; empty where they are not all known. */
    Optional<Map<ImageId, List<Long>>> tasks(String key, long project) {
        return read(tasksFile(key), Tasks.class)
                .filter(it -> it.project() == project)
                .map(it -> {
                    Map<ImageId, List<Long>> tasks = new LinkedHashMap<>();
                    it.tasks().forEach((image, numbers) -> tasks.put(new ImageId(image), numbers));
                    return tasks;
                });
    }

    void keepTasks(String key, long project, Map<ImageId, List<Long>> tasks) {
        TreeMap<String, List<Long>> named = new TreeMap<>();
        tasks.forEach((image, numbers) -> named.put(image.value(), numbers));
        write(tasksFile(key), new Tasks(project, named));
    }

    Path tasksFile(String key) {
        return folder().resolve(key + ".json");
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged; delete it, and what it said is found again", e);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private void write(Path file, Object content) {
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            throw new HualeException(folder() + ": cannot be made: " + e.getMessage(), e);
        }
        WholeFile.writeText(file, JSON.writeValueAsString(content) + "\n");
    }
}
