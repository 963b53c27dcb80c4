package org.huale.web.session;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huale.inbox.Inbox;
import org.huale.inbox.InboxConflict;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.Person;
import org.huale.inbox.content.RequestCounts;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.Save;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.storage.Sha256;
import org.huale.web.desk.BadInput;
import org.huale.web.desk.Change;
import org.huale.web.desk.Desk;
import org.huale.web.desk.Held;
import org.huale.web.desk.ImageLine;
import org.huale.web.desk.ImageView;
import org.huale.web.desk.Missing;
import org.huale.web.desk.Next;
import org.huale.web.desk.NotReady;
import org.huale.web.desk.PersonView;
import org.huale.web.desk.Phase;
import org.huale.web.desk.Pixels;
import org.huale.web.desk.Secrets;
import org.huale.web.desk.Stale;
import org.huale.web.desk.StateView;
import org.huale.web.desk.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's inbox as a desk to work at, and the run kept going between requests. */
public final class LabelDesk implements Desk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelDesk.class);

    private static final String OTHERS_AT_WORK = "Others are at work on the rest.";

    private final Inbox inbox;
    private final Path run;
    private final String title;
    private final @Nullable Beginning beginning;
    private final RunKeeper keeper;
    private final Pace pace = new Pace();
    private final Progress progress;

    /**
     * How people work together.
     *
     * @param overlap share of the images that two people annotate, in [0, 1]
     * @param reviewed whether the run waits until a reviewer has accepted every image
     */
    public record Rules(double overlap, boolean reviewed) {
        public static final Rules NONE = new Rules(0, false);
    }

    private LabelDesk(Path run, @Nullable Beginning beginning, RunProgram program, Rules rules) {
        this.run = run;
        this.beginning = beginning;
        this.progress = new Progress(run, pace);
        this.inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC());
        this.title = String.valueOf((beginning == null ? run : beginning.images()).getFileName());
        this.keeper = new RunKeeper(inbox, run, beginning, program, rules);
    }

    /** Of a run that was begun already. */
    public static LabelDesk ofRun(Path run, RunProgram program, Rules rules) {
        return begun(new LabelDesk(run.toAbsolutePath().normalize(), null, program, rules));
    }

    /** Of a folder of images, of which a run is begun as soon as its classes are known. */
    public static LabelDesk ofFolder(Beginning beginning, RunProgram program, Rules rules) {
        LabelDesk desk = new LabelDesk(beginning.run(), beginning, program, rules);
        beginning.takeNew(desk.inbox);
        return begun(desk);
    }

    private static LabelDesk begun(LabelDesk desk) {
        desk.closeAnswered();
        desk.keeper.begin();
        return desk;
    }

    /** Of a folder of images, nothing is answered before all is there that its run is begun with. */
    private void closeAnswered() {
        if (beginning == null || beginning.isReady()) {
            InboxOracle.closeBefore(inbox, RunFolder.nextToAnnotate(run));
        }
    }

    @Override
    public String run() {
        return word(run.toString());
    }

    @Override
    public String classWord() {
        return classWord(classes(inbox.requests().current()));
    }

    private static String classWord(List<String> names) {
        return word(String.join("\n", names));
    }

    private static String word(String text) {
        return Sha256.of(text).substring(0, 12);
    }

    @Override
    public long version() {
        return inbox.events().last() * 31 + keeper.standing().hashCode();
    }

    // how far all is

    @Override
    public StateView state(String viewer) {
        RunKeeper.Standing standing = keeper.standing();
        Optional<InboxRequest> current = inbox.requests().current();
        Optional<RequestCounts> counts = current.map(it -> inbox.requests().counts(it.key(), viewer));
        return new StateView(
                run(),
                title,
                ClassColours.of(classes(current)),
                classWord(classes(current)),
                standing.phase(),
                standing.cycle(),
                standing.message(),
                current.flatMap(it -> counts.map(count -> Views.request(it.key(), count)))
                        .orElse(null),
                progress.of(viewer, standing, current, counts));
    }

    private List<String> classes(Optional<InboxRequest> current) {
        if (current.isPresent()) {
            return current.get().classes().names();
        }
        List<InboxRequest> all = inbox.requests().all();
        if (!all.isEmpty()) {
            return all.get(all.size() - 1).classes().names();
        }
        return beginning != null && beginning.hasClasses()
                ? beginning.classNames().names()
                : List.of();
    }

    @Override
    public void setUp(List<String> classes) {
        if (beginning == null) {
            throw new Stale("the classes are known already", null);
        }
        beginning.begin(classes);
        keeper.look();
    }

    // which image

    @Override
    public Next next(String who, @Nullable Long after) {
        return inbox.leases()
                .next(who, number(after))
                .map(it -> Next.of(Views.of(it)))
                .orElseGet(() -> Next.none(noneBecause(who)));
    }

    @Override
    public Next nextToReview(String who, @Nullable Long after) {
        return inbox.leases()
                .nextToReview(who, number(after))
                .map(it -> Next.of(Views.of(it)))
                .orElseGet(() -> Next.none(nothingToReviewBecause(number(after))));
    }

    private static OptionalLong number(@Nullable Long after) {
        return after == null ? OptionalLong.empty() : OptionalLong.of(after);
    }

    private String nothingToReviewBecause(OptionalLong after) {
        return inbox.leases().waitsForReview(after) ? OTHERS_AT_WORK : "Every finished image is reviewed.";
    }

    private String noneBecause(String who) {
        Optional<RequestCounts> counts =
                inbox.requests().current().map(it -> inbox.requests().counts(it.key(), who));
        return counts.filter(it -> it.leasedByOthers() > 0).isPresent() ? OTHERS_AT_WORK : "All is done here.";
    }

    @Override
    public List<ImageLine> images(String state, int limit, int offset) {
        Optional<ImageState> wanted;
        try {
            wanted = state.isBlank() ? Optional.empty() : Optional.of(ImageState.of(state));
        } catch (IllegalArgumentException e) {
            throw new BadInput("state: must be one of "
                    + Arrays.stream(ImageState.values()).map(ImageState::word).toList());
        }
        return inbox.images().listOpen(wanted, limit, offset).stream()
                .map(Views::line)
                .toList();
    }

    @Override
    public ImageView image(long id) {
        return Views.of(existing(id));
    }

    private InboxImage existing(long id) {
        try {
            return inbox.images().find(id).orElseThrow(() -> new Missing("there is no image of this number"));
        } catch (HualeException e) {
            throw badOrBroken(e); // the page gives up what it could not save of an image that is not there
        }
    }

    @Override
    public Pixels pixels(long id) {
        return UprightPixels.of(existing(id).file());
    }

    @Override
    public Instant lease(long id, String who) {
        existing(id);
        try {
            return inbox.leases().take(id, who);
        } catch (InboxConflict e) {
            throw new Held(message(e));
        }
    }

    @Override
    public void release(long id, String who) {
        inbox.leases().release(id, who);
    }

    // changes

    @Override
    public ImageView save(long id, PersonView who, Change change) {
        InboxImage there = existing(id);
        Save save = Changes.of(there, who, change);
        try {
            InboxImage saved = inbox.work().save(save);
            pace.spent(
                    who.name(),
                    change.seconds(),
                    save.state().isFinished() && !there.state().isFinished());
            return Views.of(saved);
        } catch (InboxConflict e) {
            throw isHeld(e.current(), who.name()) ? new Held(message(e)) : stale(e, change.revision());
        } catch (HualeException e) {
            throw badOrBroken(e);
        }
    }

    @Override
    public ImageView review(long id, String who, Verdict verdict) {
        existing(id);
        try {
            return Views.of(inbox.work()
                    .review(
                            id,
                            verdict.revision(),
                            new Review(who, Review.Verdict.of(verdict.verdict()), verdict.note()),
                            verdict.seconds()));
        } catch (InboxConflict e) {
            throw stale(e, verdict.revision());
        }
    }

    /** Under another's hands it may go on changing, so that there is nothing yet to merge with. */
    private boolean isHeld(InboxImage now, String who) {
        return !isClosed(now) && now.lease().filter(it -> !it.by().equals(who)).isPresent();
    }

    private boolean isClosed(InboxImage image) {
        return inbox.requests()
                .of(image.request())
                .filter(it -> it.completed().isPresent())
                .isPresent();
    }

    /** With the image as it is now where that can be merged: not in a request that is closed, nor under another's hands. */
    private Stale stale(InboxConflict conflict, int revision) {
        InboxImage now = conflict.current();
        boolean canBeMerged = !isClosed(now) && now.revision() != revision;
        return new Stale(message(conflict), canBeMerged ? Views.of(now) : null);
    }

    private static String message(InboxConflict conflict) {
        return String.valueOf(conflict.getMessage());
    }

    /** What the inbox says of an image that does not fit names no path; what it says of its file does. */
    private static RuntimeException badOrBroken(HualeException e) {
        String words = String.valueOf(e.getMessage());
        if (words.startsWith("image ")) {
            return new BadInput(words);
        }
        LOG.error("{}", words);
        return new NotReady("the inbox cannot be used just now; the terminal of 'huale label' says why");
    }

    // people

    @Override
    public List<PersonView> people() {
        return inbox.people().all().stream().map(Views::of).toList();
    }

    @Override
    public String invite(String name, String role) {
        PersonView.requireName(name);
        String token = Secrets.fresh(32);
        try {
            inbox.people().invite(name, Person.Role.of(role), token);
        } catch (IllegalArgumentException e) {
            throw new BadInput("role: must be annotator or reviewer");
        }
        return token;
    }

    @Override
    public void revoke(String name) {
        if (inbox.people().all().stream().noneMatch(it -> it.name().equals(name))) {
            throw new Missing("nobody is called that");
        }
        inbox.people().revoke(name);
    }

    @Override
    public Optional<PersonView> holderOf(String token) {
        return inbox.people().holderOf(token).map(Views::of);
    }

    /** What the run is at, for whoever waits. */
    public Phase phase() {
        return keeper.standing().phase();
    }

    @Override
    public void close() {
        keeper.close();
        inbox.close();
    }
}
