package org.huale.inbox.labelstudio;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.ImageId;
import org.huale.inbox.partner.LinkFolder;

/** What a run remembers of Label Studio: its project, and the tasks of each request once all of them are there. */
record LinkFiles(LinkFolder folder) {
    private record Link(long project, String url) {}

    private record Tasks(long project, String run, TreeMap<String, List<Long>> tasks) {
        Tasks {
            run = run == null ? "" : run;
        }

        HandedTasks handed() {
            Map<ImageId, List<Long>> byImage = new HashMap<>();
            tasks.forEach((image, numbers) -> byImage.put(new ImageId(image), numbers));
            return new HandedTasks(run, byImage);
        }
    }

    Optional<Long> project() {
        return folder.read(LinkFolder.PROJECT, Link.class).map(Link::project);
    }

    void link(long project, String url) {
        folder.write(LinkFolder.PROJECT, new Link(project, url));
    }

    /** The tasks of a request; empty where they are not all known. */
    Optional<HandedTasks> tasks(String key, long project) {
        return folder.read(LinkFolder.tasks(key), Tasks.class)
                .filter(it -> it.project() == project)
                .map(Tasks::handed);
    }

    void keepTasks(String key, long project, HandedTasks tasks) {
        TreeMap<String, List<Long>> named = new TreeMap<>();
        tasks.byImage().forEach((image, numbers) -> named.put(image.value(), numbers));
        folder.write(LinkFolder.tasks(key), new Tasks(project, tasks.run(), named));
    }

    Path tasksFile(String key) {
        return folder.tasksFile(key);
    }
}
