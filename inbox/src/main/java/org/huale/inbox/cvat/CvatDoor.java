package org.huale.inbox.cvat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.huale.dataset.ImageId;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerDoor;
import org.huale.inbox.partner.PartnerRefusal;
import org.huale.inbox.partner.Patience;
import org.huale.inbox.partner.Pulling;
import org.huale.inbox.partner.Server;
import org.huale.loop.oracle.AskedClasses;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** CVAT as a partner of a run: each request becomes a task of a project, and what is in completed jobs comes into the inbox. */
public final class CvatDoor extends PartnerDoor {
    /** In place of an annotator's name. */
    public static final String NAME = "cvat";

    static final String PROGRAM = "CVAT";

    private static final Logger LOG = LoggerFactory.getLogger(CvatDoor.class);

    private final CvatOptions options;
    private final CvatMemory memory;
    private final PartnerClient client;
    private final CvatRead read = new CvatRead();

    /**
     * Which run is connected with what.
     *
     * @param run the run's folder
     * @param classes that people are given in a cycle, -1 for the first images
     */
    public record Setup(
            Path run, CvatOptions options, CvatToken token, IntFunction<AskedClasses> classes, Patience patience) {

        Link link() {
            return new Link(PROGRAM, NAME, run, classes);
        }

        Server server() {
            Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/vnd.cvat+json"));
            if (!options.organization().isEmpty()) {
                headers.put("X-Organization", options.organization());
            }
            return new Server(PROGRAM, options.url(), headers);
        }
    }

    public CvatDoor(Setup setup) {
        super(setup.link());
        this.options = setup.options();
        this.memory = new CvatMemory(setup.link().folder());
        this.client = new PartnerClient(setup.server(), new CvatAccess(setup.token()), setup.patience());
    }

    @Override
    protected Visit visit(Asked asked) {
        String key = asked.request().key();
        CvatProject project =
                new CvatProjects(client, options, memory).open(asked.request().classes());
        Optional<Long> task = memory.task(key, project.id(), asked.hash()).or(() -> handedOut(asked, project));
        return new Visit(
                "project '" + project.name() + "': " + options.url()
                        + task.map(it -> "/tasks/" + it).orElse("/projects/" + project.id()),
                task.map(it -> "task " + it + " there, once what is begun in it has come in, and ")
                                .orElse("")
                        + memory.taskFile(key),
                task.map(it -> new CvatJobs(client, project, options.stage(), read).pull(it, asked, frames(it, asked)))
                        .orElseGet(() -> new Pulling(asked.classes().get()).all()));
    }

    /** The task; empty where nothing is left to hand out and none is there from before. */
    private Optional<Long> handedOut(Asked asked, CvatProject project) {
        Optional<Long> task = new CvatTasks(client, project, options, asked).task();
        task.ifPresent(there -> {
            if (asked.hasGuesses(options.threshold())) {
                new CvatGuesses(client, project, options.threshold()).push(there, asked, frames(there, asked));
            }
            keep(there, asked, project);
        });
        return task;
    }

    private void keep(long task, Asked asked, CvatProject project) {
        String key = asked.request().key();
        memory.lastTask(key)
                .filter(before -> before != task)
                .ifPresent(before -> LOG.warn(
                        "CVAT: {} is task {} now. Task {} is of other images or in another project, and nothing in it"
                                + " is read any more: delete it there, unless another run works with it",
                        key,
                        task,
                        before));
        memory.keepTask(key, project.id(), task, asked.hash());
    }

    private CvatFrames frames(long task, Asked asked) {
        CvatFrames frames = told(task, asked);
        frames.other().ifPresent(other -> {
            throw new HualeException(client.said("has in task " + task + " the image " + client.safe(other) + ", which "
                    + asked.request().key() + " does not ask for: the task is that of another request, and nothing in"
                    + " it is taken. To hand out what is not finished as a task of its own, delete "
                    + memory.taskFile(asked.request().key())));
        });
        return frames;
    }

    private CvatFrames told(long task, Asked asked) {
        try {
            return CvatFrames.read(client, task, asked.images());
        } catch (PartnerRefusal e) {
            if (!e.isMissing()) {
                throw e;
            }
            throw new HualeException(
                    client.said(
                            "has no task " + task + " any more: it was deleted, or the token's owner may not see it."
                                    + " What came in before is in the inbox and stays. To hand out what is not"
                                    + " finished, delete "
                                    + memory.taskFile(asked.request().key())),
                    e);
        }
    }

    @Override
    protected Optional<String> leftOver(String key, List<ImageId> open, Set<ImageId> again) {
        return memory.lastTask(key)
                .map(task -> open.size() + " images of " + key + " were not finished when the run went on; task " + task
                        + " (" + options.url() + "/tasks/" + task + ") has them still, and what is finished there from"
                        + " now on is not read. Delete the task, as the run has what was finished before, or tell"
                        + " people to leave its open jobs");
    }
}
