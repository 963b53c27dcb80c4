package org.huale.inbox.labelstudio;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.ImageId;
import org.huale.inbox.partner.LinkFolder;

/** What a run remembers of Label Studio: its project, and the tasks of each request once all of them are there. */
record LinkFiles(LinkFolder folder) {
    private static final String PROJECT = "project.json";

    private record Link(long project, String url) {}

    private record Tasks(long project, TreeMap<String, List<Long>> tasks) {}

    Optional<Long> project() {
        return folder.read(PROJECT, Link.class).map(Link::project);
    }

    void link(long project, String url) {
        folder.write(PROJECT, new Link(project, url));
    }

    /** The tasks of each image of a request; empty where they are not all known. */
    Optional<Map<ImageId, List<Long>>> tasks(String key, long project) {
        return folder.read(key + ".json", Tasks.class)
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
        folder.write(key + ".json", new Tasks(project, named));
    }

    Path tasksFile(String key) {
        return folder.path().resolve(key + ".json");
    }
}
