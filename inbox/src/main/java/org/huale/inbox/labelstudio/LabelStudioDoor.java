package org.huale.inbox.labelstudio;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.huale.dataset.ImageId;
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

    private static final int SHOWN = 20;

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
        HandedTasks tasks = files.tasks(key, project.id()).orElseGet(() -> handedOut(asked, project));
        return new Visit(
                "project '" + project.title() + "': " + options.url() + "/projects/" + project.id() + "/data",
                files.tasksFile(key).toString(),
                FinishedTasks.pull(client, project, tasks, asked));
    }

    /** The tasks of the images; none where nothing is left to hand out and none are there from before. */
    private HandedTasks handedOut(Asked asked, StudioProject project) {
        HandedTasks made = new HandedTasks(asked.run(), new HandedOut(client, project, options, asked).tasks());
        if (!made.byImage().isEmpty()) {
            files.keepTasks(asked.request().key(), project.id(), made);
        }
        return made;
    }

    /** Without tasks of images that the run asks for again: these are looked at. */
    @Override
    protected Optional<String> leftOver(String key, List<ImageId> open, Set<ImageId> again) {
        List<Long> tasks = files.project().flatMap(project -> files.tasks(key, project)).stream()
                .flatMap(handed -> open.stream()
                        .filter(image -> !again.contains(image))
                        .flatMap(image -> handed.of(image).stream()))
                .toList();
        return tasks.isEmpty() ? Optional.empty() : Optional.of(leftOver(key, tasks));
    }

    private static String leftOver(String key, List<Long> tasks) {
        String more = tasks.size() > SHOWN ? " and " + (tasks.size() - SHOWN) + " more" : "";
        return tasks.size() + " tasks of " + key + " were not finished when the run went on: "
                + tasks.subList(0, Math.min(SHOWN, tasks.size())) + more
                + ". What is submitted there from now on is read only if the run asks for the image again; delete them,"
                + " so that nobody works on them in vain";
    }
}
