package org.huale.inbox.partner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.aside.FormerNames;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.oracle.Door;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.oracle.AskedClasses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another program as a partner of a run: requests go out to it, and what is finished there comes into the inbox. Only asks, and is
 * never called, so that the program needs no settings. All that an exchange finds comes in at once or, where the server breaks off,
 * nothing.
 */
public abstract class PartnerDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerDoor.class);
    private static final int SHOWN = 20;

    private final Link link;
    private final Set<String> noted = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private String visited = ""; // key of the request that was asked about last

    /**
     * A run and its partner.
     *
     * @param program as people call it
     * @param name of the door, in place of an annotator's, and of the run's folder for what it remembers
     * @param run the run's folder
     * @param classes that people are given in a cycle, -1 for the first images
     */
    public record Link(String program, String name, Path run, IntFunction<AskedClasses> classes) {

        public LinkFolder folder() {
            return new LinkFolder(run.resolve(name));
        }
    }

    /**
     * What was found.
     *
     * @param place where people work: {@code project 'Cells': ADDRESS}
     * @param again what to delete so that images that wait and are not there are handed out
     */
    public record Visit(String place, String again, Pulled pulled) {}

    protected PartnerDoor(Link link) {
        this.link = link;
    }

    /**
     * Hands out what nobody has finished of the request, where that has not been done, and looks what is finished.
     *
     * @throws PartnerOutage where the server cannot answer now
     * @throws org.huale.problem.HualeException where people have to mend something
     */
    protected abstract Visit visit(Asked asked);

    /**
     * What is left of a request that the run has taken; empty where nothing of it is there.
     *
     * @param open images of it that were not finished
     * @param again images that the run asks for now
     */
    protected abstract Optional<String> leftOver(String key, List<ImageId> open, Set<ImageId> again);

    @Override
    public final String exchange(Inbox inbox, InboxRequest request) {
        leaveBefore(inbox, request.key());
        try {
            Visit visit = visit(asked(inbox, request));
            bring(inbox, request, visit.pulled());
            return said(request, visit);
        } catch (PartnerOutage e) {
            return e.getMessage() + ".\nNothing was taken. 'huale resume " + link.run()
                    + "' asks again, and with --watch it does so by itself.";
        }
    }

    /** As in a watch, which does not take requests itself. */
    private void leaveBefore(Inbox inbox, String now) {
        String before = visited;
        visited = now;
        if (!before.equals(now)) {
            inbox.requests()
                    .of(before)
                    .filter(request -> request.completed().isPresent())
                    .ifPresent(request -> leave(inbox, request));
        }
    }

    @Override
    public final void leave(Inbox inbox, InboxRequest taken) {
        List<ImageId> open = inbox.images().finished(taken.key()).open();
        if (!open.isEmpty() && left.add(taken.key())) {
            leftOver(taken.key(), open, askedNow(inbox)).ifPresent(what -> LOG.warn("{}: {}", link.program(), what));
        }
    }

    private static Set<ImageId> askedNow(Inbox inbox) {
        return inbox.requests()
                .current()
                .map(request -> Set.copyOf(inbox.requests().images(request.key())))
                .orElse(Set.of());
    }

    private Asked asked(Inbox inbox, InboxRequest request) {
        return new Asked(
                request, run(inbox), images(inbox, request.key()), () -> records(inbox), () -> classes(request));
    }

    /** Of all requests so far that doors are asked for. */
    private static List<ImageRecord> records(Inbox inbox) {
        return inbox.requests().all().stream()
                .filter(request -> InboxOracle.cycle(request.key()).isPresent())
                .flatMap(request -> inbox.images().records(request.key()).stream())
                .toList();
    }

    private static List<InboxImage> images(Inbox inbox, String key) {
        return inbox.images().list(key).stream()
                .filter(entry -> entry.assignment() == 1)
                .map(entry -> inbox.images().of(entry.id()))
                .toList();
    }

    /** Tells the run from others, also when its folder is moved: the moment of its first request. */
    private static String run(Inbox inbox) {
        return Long.toString(inbox.requests().all().get(0).created().toEpochMilli());
    }

    private FormerClasses classes(InboxRequest request) {
        FormerNames former = given(request).former();
        Map<String, String> clear = new LinkedHashMap<>(former.clear());
        clear.values().removeIf(now -> request.classes().indexOf(now).isEmpty());
        clear.keySet().removeAll(request.classes().names());
        return new FormerClasses(request.classes(), new FormerNames(clear, former.doubtful()));
    }

    private AskedClasses given(InboxRequest request) {
        return link.classes().apply(InboxOracle.cycle(request.key()).orElseThrow());
    }

    private void bring(Inbox inbox, InboxRequest request, Pulled pulled) {
        Set<ImageId> kept = inbox.work()
                .bring(new Brought(
                        request,
                        link.name(),
                        pulled.annotations(),
                        pulled.skipped(),
                        pulled.reopened(),
                        pulled.efforts()));
        held(pulled).forEach(this::warn);
        pulled.notes().forEach(this::note);
        kept.forEach(image -> note(
                "image " + image + ": was finished otherwise before it came from " + link.program() + "; it stays so"));
    }

    /** Where enough is finished without these images, nobody waits, and reads what it waits for. */
    private void warn(String held) {
        if (noted.add(held)) {
            LOG.warn("not taken from {}: {}", link.program(), held);
        }
    }

    /** Says a thing once. */
    private void note(String what) {
        if (noted.add(what)) {
            LOG.info("{}", what);
        }
    }

    private String said(InboxRequest request, Visit visit) {
        Pulled pulled = visit.pulled();
        List<String> lines = new ArrayList<>();
        lines.add("Annotate the others in " + link.program() + ", " + visit.place() + " . 'huale resume " + link.run()
                + "' continues.");
        if (!pulled.held().isEmpty()) {
            lines.add("Not taken, as something is wrong with them:");
            held(pulled).forEach(line -> lines.add("  " + line));
            lines.addAll(given(request).advice(pulled.held(), link.run().toString()));
        }
        if (!pulled.gone().isEmpty()) {
            lines.add(pulled.gone().size() + " images wait that are not in " + link.program() + ", such as "
                    + pulled.gone().get(0) + ": they were deleted there, or finished otherwise when the others were"
                    + " handed out. Annotate them with 'huale label " + link.run() + "', or, to hand them out, delete "
                    + visit.again());
        }
        return String.join("\n", lines);
    }

    private static List<String> held(Pulled pulled) {
        List<String> lines = new ArrayList<>(pulled.held().stream().limit(SHOWN).toList());
        if (pulled.held().size() > SHOWN) {
            lines.add("and " + (pulled.held().size() - SHOWN) + " more");
        }
        return lines;
    }
}
