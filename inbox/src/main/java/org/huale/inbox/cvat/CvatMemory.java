package org.huale.inbox.cvat;

import java.nio.file.Path;
import java.util.Optional;
import org.huale.inbox.partner.LinkFolder;

/** What a run remembers of CVAT: its project, and the task of each request once all of it is there. */
record CvatMemory(LinkFolder folder) {
    /** @param own whether HUALE has made it, and may add labels */
    record Link(long project, String url, boolean own) {}

    /** @param images a hash of those of the request; empty where an earlier version has kept none */
    private record Task(long project, long task, String images) {
        Task {
            images = images == null ? "" : images;
        }

        boolean isOf(String asked) {
            return images.isEmpty() || images.equals(asked);
        }
    }

    Optional<Link> project() {
        return folder.read(LinkFolder.PROJECT, Link.class);
    }

    void keepProject(Link link) {
        folder.write(LinkFolder.PROJECT, link);
    }

    /**
     * The task of a request that asks for these images.
     *
     * @param images a hash of them
     */
    Optional<Long> task(String key, long project, String images) {
        return kept(key)
                .filter(it -> it.project() == project && it.isOf(images))
                .map(Task::task);
    }

    /** The task that a request of this key was handed out as last, whatever it asked for. */
    Optional<Long> lastTask(String key) {
        return kept(key).map(Task::task);
    }

    private Optional<Task> kept(String key) {
        return folder.read(LinkFolder.tasks(key), Task.class);
    }

    void keepTask(String key, long project, long task, String images) {
        folder.write(LinkFolder.tasks(key), new Task(project, task, images));
    }

    Path taskFile(String key) {
        return folder.tasksFile(key);
    }
}
