package org.huale.inbox.cvat;

import java.nio.file.Path;
import java.util.Optional;
import org.huale.inbox.partner.LinkFolder;

/** What a run remembers of CVAT: its project, and the task of each request once all of it is there. */
record CvatMemory(LinkFolder folder) {
    private static final String PROJECT = "project.json";

    /** @param own whether HUALE has made it, and may add labels */
    record Link(long project, String url, boolean own) {}

    private record Task(long project, long task) {}

    Optional<Link> project() {
        return folder.read(PROJECT, Link.class);
    }

    void keepProject(Link link) {
        folder.write(PROJECT, link);
    }

    Optional<Long> task(String key, long project) {
        return folder.read(key + ".json", Task.class)
                .filter(it -> it.project() == project)
                .map(Task::task);
    }

    void keepTask(String key, long project, long task) {
        folder.write(key + ".json", new Task(project, task));
    }

    Path taskFile(String key) {
        return folder.path().resolve(key + ".json");
    }
}
