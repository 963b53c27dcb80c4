package org.huale.inbox.labelstudio;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.huale.dataset.ImageId;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.aside.FormerNames;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.ImageFilter;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.oracle.Door;
import org.huale.inbox.oracle.InboxOracle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Label Studio as a partner of a run: requests become tasks of a project, and what is submitted there comes into the inbox. Only asks,
 * and is never called, so that Label Studio needs no settings. All that an exchange finds comes in at once or, where the server breaks
 * off, nothing.
 */
public final class LabelStudioDoor implements Door {
    /** In place of an annotator's name. */
    public static final String NAME = "label-studio";

    private static final Logger LOG = LoggerFactory.getLogger(LabelStudioDoor.class);
    private static final int SHOWN = 20;

    private final Setup setup;
    private final StudioClient client;
    private final Set<String> noted = new HashSet<>();

    /**
     * Which run is connected with what.
     *
     * @param run the run's folder
     * @param former names that classes had, for the request of a cycle
     * @param clock by which short-lived tokens are renewed
     */
    public record Setup(
            Path run,
            StudioOptions options,
            StudioToken token,
            IntFunction<FormerNames> former,
            Clock clock,
            Patience patience) {}

    public LabelStudioDoor(Setup setup) {
        this.setup = setup;
        this.client = new StudioClient(setup.options().url(), setup.token(), setup.clock(), setup.patience());
    }

    @Override
    public String exchange(Inbox inbox, InboxRequest request) {
        try {
            return exchanged(inbox, request);
        } catch (StudioOutage e) {
            return e.getMessage() + ".\nNothing was taken. 'huale resume " + setup.run()
                    + "' asks again, and with --watch it does so by itself.";
        }
    }

    private String exchanged(Inbox inbox, InboxRequest request) {
        LinkFiles files = new LinkFiles(setup.run());
        StudioProject project = new Projects(client, setup.options(), files).open(request.classes());
        List<InboxImage> images = images(inbox, request.key());
        Map<ImageId, List<Long>> tasks = files.tasks(request.key(), project.id())
                .orElseGet(() -> {
                    Map<ImageId, List<Long>> made = new HandedOut(
                                    client, project, setup.options(), new HandedOut.Wanted(request, run(inbox), images))
                            .tasks();
                    files.keepTasks(request.key(), project.id(), made);
                    return made;
                });
        Pulled pulled = FinishedTasks.pull(client, project, byImage(images, tasks), classes(request));
        bring(inbox, request.key(), pulled);
        return said(project, pulled, files.tasksFile(request.key()));
    }

    private static List<InboxImage> images(Inbox inbox, String key) {
        return inbox.images().list(ImageFilter.all(key)).stream()
                .filter(entry -> entry.assignment() == 1)
                .map(entry -> inbox.images().of(entry.id()))
                .toList();
    }

    /** Tells the run from others, also when its folder is moved: the moment of its first request. */
    private static String run(Inbox inbox) {
        return Long.toString(inbox.requests().all().get(0).created().toEpochMilli());
    }

    private static Map<InboxImage, List<Long>> byImage(List<InboxImage> images, Map<ImageId, List<Long>> tasks) {
        Map<InboxImage, List<Long>> known = new LinkedHashMap<>();
        images.forEach(image ->
                known.put(image, Optional.ofNullable(tasks.get(image.name())).orElse(List.of())));
        return known;
    }

    private FormerClasses classes(InboxRequest request) {
        FormerNames former = setup.former().apply(InboxOracle.cycle(request.key()));
        Map<String, String> clear = new LinkedHashMap<>(former.clear());
        clear.values().removeIf(now -> request.classes().indexOf(now).isEmpty());
        clear.keySet().removeAll(request.classes().names());
        return new FormerClasses(request.classes(), new FormerNames(clear, former.doubtful()));
    }

    private void bring(Inbox inbox, String key, Pulled pulled) {
        Set<ImageId> kept = inbox.work().bring(new Brought(key, NAME, pulled.annotations(), pulled.skipped()));
        pulled.notes().forEach(this::note);
        kept.forEach(image ->
                note("image " + image + ": was finished otherwise before it came from Label Studio; it stays so"));
    }

    /** Says a thing once. */
    private void note(String what) {
        if (noted.add(what)) {
            LOG.info("{}", what);
        }
    }

    private String said(StudioProject project, Pulled pulled, Path tasks) {
        List<String> lines = new ArrayList<>();
        lines.add("Annotate the others in Label Studio, project '" + project.title() + "': "
                + setup.options().url() + "/projects/" + project.id() + "/data . 'huale resume " + setup.run()
                + "' goes on.");
        if (!pulled.held().isEmpty()) {
            lines.add("Not taken, as something is wrong with them:");
            pulled.held().stream().limit(SHOWN).forEach(line -> lines.add("  " + line));
            if (pulled.held().size() > SHOWN) {
                lines.add("  and " + (pulled.held().size() - SHOWN) + " more");
            }
        }
        if (pulled.held().stream().anyMatch(line -> line.contains(": class '"))) {
            lines.add("A class that the run does not have yet is added by: huale classes " + setup.run() + " add NAME");
        }
        if (!pulled.gone().isEmpty()) {
            lines.add(pulled.gone().size() + " images were deleted in Label Studio, such as "
                    + pulled.gone().get(0) + "; to hand them out again, delete " + tasks);
        }
        return String.join("\n", lines);
    }
}
