package org.huale.inbox.labelstudio;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerDoor;
import org.huale.inbox.partner.Patience;
import org.huale.inbox.partner.Server;
import org.huale.loop.oracle.AskedClasses;

/** Label Studio as a partner of a run: requests become tasks of a project, and what is submitted there comes into the inbox. */
public final class LabelStudioDoor extends PartnerDoor {
    /** In place of an annotator's name. */
    public static final String NAME = "label-studio";

    static final String PROGRAM = "Label Studio";

    private final StudioOptions options;
    private final LinkFiles files;
    private final PartnerClient client;

    /**
     * Which run is connected with what.
     *
     * @param run the run's folder
     * @param classes that people are given in a cycle, -1 for the first images
     * @param clock by which short-lived tokens are renewed
     */
    public record Setup(
            Path run,
            StudioOptions options,
            StudioToken token,
            IntFunction<AskedClasses> classes,
            Clock clock,
            Patience patience) {

        Link link() {
            return new Link(PROGRAM, NAME, run, classes);
        }
    }

    public LabelStudioDoor(Setup setup) {
        super(setup.link());
        this.options = setup.options();
        this.files = new LinkFiles(setup.link().folder());
        this.client = new PartnerClient(
                new Server(PROGRAM, options.url(), Map.of("Accept", "application/json")),
                new StudioAccess(setup.token(), setup.clock()),
                setup.patience());
    }

    @Override
    protected Visit visit(Asked asked) {
        String key = asked.request().key();
        StudioProject project =
                new Projects(client, options, files).open(asked.request().classes());
        Map<ImageId, List<Long>> tasks = files.tasks(key, project.id()).orElseGet(() -> handedOut(asked, project));
        return new Visit(
                "project '" + project.title() + "': " + options.url() + "/projects/" + project.id() + "/data",
                files.tasksFile(key).toString(),
                FinishedTasks.pull(
                        client,
                        project,
                        byImage(asked.images(), tasks),
                        asked.classes().get()));
    }

    /** The tasks of the images; none where nothing is left to hand out and none are there from before. */
    private Map<ImageId, List<Long>> handedOut(Asked asked, StudioProject project) {
        Map<ImageId, List<Long>> made = new HandedOut(client, project, options, asked).tasks();
        if (!made.isEmpty()) {
            files.keepTasks(asked.request().key(), project.id(), made);
        }
        return made;
    }

    private static Map<InboxImage, List<Long>> byImage(List<InboxImage> images, Map<ImageId, List<Long>> tasks) {
        Map<InboxImage, List<Long>> known = new LinkedHashMap<>();
        images.forEach(image ->
                known.put(image, Optional.ofNullable(tasks.get(image.name())).orElse(List.of())));
        return known;
    }
}
