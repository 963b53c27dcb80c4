package org.huale.inbox.cvat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerDoor;
import org.huale.inbox.partner.PartnerRefusal;
import org.huale.inbox.partner.Patience;
import org.huale.inbox.partner.Pulling;
import org.huale.inbox.partner.Server;
import org.huale.loop.oracle.AskedClasses;
import org.huale.problem.HualeException;
import tools.jackson.databind.JsonNode;

/** CVAT as a partner of a run: each request becomes a task of a project, and what is in completed jobs comes into the inbox. */
public final class CvatDoor extends PartnerDoor {
    /** In place of an annotator's name. */
    public static final String NAME = "cvat";

    static final String PROGRAM = "CVAT";

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
        Optional<Long> task = memory.task(key, project.id()).or(() -> handedOut(asked, project));
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
            memory.keepTask(asked.request().key(), project.id(), there);
        });
        return task;
    }

    private CvatFrames frames(long task, Asked asked) {
        try {
            JsonNode told = client.getLists("/api/tasks/" + task + "/data/meta", "frames");
            return new CvatFrames(told, asked.images());
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
}
