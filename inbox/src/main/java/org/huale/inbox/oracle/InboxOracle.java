package org.huale.inbox.oracle;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.FinishedRequest;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.cost.CostFiles;
import org.huale.loop.oracle.Oracle;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks people through the inbox of a run: puts the request in and answers with what is finished there, whatever door it came
 * in by. Where files are a door, too, what they hold is put into the inbox first.
 */
public final class InboxOracle implements Oracle {
    /** The door of files in the folder {@code labeled}, in place of an annotator's name. */
    public static final String LABELED = "labeled";

    private static final Logger LOG = LoggerFactory.getLogger(InboxOracle.class);
    private static final Pattern CYCLE = Pattern.compile("cycle-(\\d{1,9})");
    private static final int BEFORE_RUN = -2;

    private final Setup setup;
    private final Optional<Oracle> files;
    private final Optional<Door> door;

    /**
     * How people are asked.
     *
     * @param run the folder of the run
     * @param enough which share of a request must be finished, in (0, 1]; the images that are not then stay unlabeled
     * @param details makes a request for the inbox, with guesses and reasons; the same whenever it is asked
     */
    public record Setup(Path run, Clock clock, double enough, Function<Request, NewRequest> details) {

        public Setup {
            if (!(enough > 0 && enough <= 1)) {
                throw new IllegalArgumentException("the share that is enough must be in (0, 1], got " + enough);
            }
        }

        Path file() {
            return run.resolve(Inbox.FILE);
        }
    }

    private InboxOracle(Setup setup, Optional<Oracle> files, Optional<Door> door) {
        this.setup = setup;
        this.files = files;
        this.door = door;
    }

    /** People find the request in the inbox only. */
    public static InboxOracle alone(Setup setup) {
        return new InboxOracle(setup, Optional.empty(), Optional.empty());
    }

    /** People may exchange files as well. */
    public static InboxOracle beside(Oracle files, Setup setup) {
        return new InboxOracle(setup, Optional.of(files), Optional.empty());
    }

    /** People may work in another program as well. */
    public static InboxOracle beside(Door door, Setup setup) {
        return new InboxOracle(setup, Optional.empty(), Optional.of(door));
    }

    /** The key of a cycle's request, of the initial set's for -1. */
    public static String key(int cycle) {
        return cycle < 0 ? "initial" : "cycle-" + cycle;
    }

    /** The cycle of a request, -1 for the initial set; empty where no cycle asks for it, as for images to measure by. */
    public static OptionalInt cycle(String key) {
        if (key.equals(key(-1))) {
            return OptionalInt.of(-1);
        }
        Matcher cycle = CYCLE.matcher(key);
        return cycle.matches() ? OptionalInt.of(Integer.parseInt(cycle.group(1))) : OptionalInt.empty();
    }

    /**
     * Closes the requests of cycles before one, which the run has the answers of, and those that no cycle asks for, which came before
     * the run. An older copy of the inbox, put back in place of a damaged one, has them open, and people would work for nobody.
     *
     * @param next the cycle whose annotations come next, -1 for the initial set
     */
    public static void closeBefore(Inbox inbox, int next) {
        inbox.requests().all().stream()
                .filter(it -> it.completed().isEmpty() && cycle(it.key()).orElse(BEFORE_RUN) < next)
                .forEach(it -> close(inbox, it.key()));
    }

    private static void close(Inbox inbox, String key) {
        inbox.requests().complete(key);
        LOG.info("{}: closed, as the run has what it asked for; the inbox is an older copy", key);
    }

    /**
     * From the classes of a request to the latest. Where it has others than the run had in that cycle, their names are all there is
     * to go by.
     *
     * @param classes of the run
     */
    public static ClassRenumbering since(InboxRequest request, ClassHistory classes) {
        return cycle(request.key()).stream()
                .mapToObj(classes::sinceAnnotations)
                .filter(it -> it.from().equals(request.classes()))
                .findFirst()
                .orElseGet(() -> ClassRenumbering.none(request.classes()));
    }

    @Override
    public boolean asksPeople() {
        return true;
    }

    @Override
    public boolean mayLeaveOut() {
        return true;
    }

    @Override
    public Answer annotate(Request request) {
        if (request.images().isEmpty()) {
            return new Complete(Map.of());
        }
        InboxRequest asked = put(request);
        Optional<Answer> ofFiles = files.map(oracle -> oracle.annotate(request));
        try (Inbox inbox = Inbox.open(setup.file(), setup.clock())) {
            ofFiles.ifPresent(answer -> bring(inbox, asked, answer));
            Optional<String> said = door.flatMap(it -> exchange(it, inbox, key(request.cycle())));
            return answer(inbox, request, new Said(ofFiles, said));
        }
    }

    /** With what is finished: people go on from there. */
    @Override
    public void reopen(int cycle) {
        try (Inbox inbox = Inbox.open(setup.file(), setup.clock())) {
            inbox.requests().reopen(key(cycle));
        }
    }

    private InboxRequest put(Request request) {
        NewRequest wanted = setup.details().apply(request); // which may take a while
        try (Inbox inbox = Inbox.open(setup.file(), setup.clock())) {
            return inbox.requests().put(wanted);
        }
    }

    private static Optional<String> exchange(Door door, Inbox inbox, String key) {
        return inbox.requests()
                .of(key)
                .filter(request -> request.completed().isEmpty())
                .map(request -> door.exchange(inbox, request));
    }

    /** What the doors say. */
    private record Said(Optional<Answer> files, Optional<String> door) {}

    private static void bring(Inbox inbox, InboxRequest asked, Answer answer) {
        String key = asked.key();
        if (inbox.requests().of(key).orElseThrow().completed().isPresent()) {
            return;
        }
        Set<ImageId> kept = inbox.work().bring(brought(inbox, asked, answer));
        if (!kept.isEmpty()) {
            LOG.warn(
                    "{}: {} images were finished otherwise before, and otherwise than in the files; they stay so: {}",
                    key,
                    kept.size(),
                    firstOf(kept));
        }
    }

    private static Brought brought(Inbox inbox, InboxRequest asked, Answer answer) {
        Map<ImageId, List<Annotation>> annotations =
                answer instanceof Complete complete ? complete.annotations() : ((Pending) answer).finished();
        Map<ImageId, String> skipped =
                answer instanceof Complete complete ? complete.skipped() : ((Pending) answer).skipped();
        Set<ImageId> reopened = setAside(inbox, asked.key());
        reopened.removeAll(annotations.keySet());
        reopened.removeAll(skipped.keySet());
        return new Brought(asked, LABELED, annotations, skipped, reopened, Map.of());
    }

    /** What files have set aside, until somebody takes it out of the list again. */
    private static Set<ImageId> setAside(Inbox inbox, String key) {
        return inbox.images().list(key).stream()
                .filter(entry ->
                        entry.state() == ImageState.SKIPPED && entry.annotator().equals(LABELED))
                .map(ImageEntry::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String firstOf(Set<ImageId> images) {
        List<String> names = images.stream().limit(5).map(ImageId::value).toList();
        return String.join(", ", names) + (images.size() > names.size() ? ", ..." : "");
    }

    private Answer answer(Inbox inbox, Request request, Said said) {
        String key = key(request.cycle());
        Optional<FinishedRequest> taken = inbox.requests().take(key, setup.enough());
        if (taken.isEmpty()) {
            return pending(inbox.images().finished(key), said);
        }
        CostFiles.write(inbox, setup.run());
        if (said.door().isPresent()) { // it was open until now
            leave(inbox, key);
        }
        return new Complete(taken.get().annotations(), taken.get().skipped());
    }

    private void leave(Inbox inbox, String key) {
        door.ifPresent(it -> it.leave(inbox, inbox.requests().of(key).orElseThrow()));
    }

    private Pending pending(FinishedRequest finished, Said said) {
        int done = finished.finished();
        int total = finished.total();
        List<String> lines = new ArrayList<>();
        if (said.door().isPresent()) {
            lines.add(done + " of " + total + " images are finished.");
            lines.add(said.door().get());
        } else if (said.files().isPresent() && said.files().get() instanceof Pending waiting) {
            lines.add(waiting.instruction());
            if (done > waiting.done()) {
                lines.add("In the inbox of the run " + done + " of " + total + " images are finished.");
            }
        } else {
            lines.add(done + " of " + total
                    + " images are finished. Annotate the others in the browser with 'huale label "
                    + setup.run() + "', or take them elsewhere with 'huale export " + setup.run()
                    + " TARGET --guesses' and bring the work back with 'huale import " + setup.run() + " FILES'; then"
                    + " 'huale resume " + setup.run() + "' continues.");
        }
        return new Pending(done, total, String.join("\n", lines), finished.annotations(), finished.skipped());
    }
}
