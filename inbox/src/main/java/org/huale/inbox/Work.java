package org.huale.inbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.Effort;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.Save;
import org.huale.inbox.match.GuessFate;
import org.huale.problem.HualeException;

/** Changes of images, each from a revision that it names and on the disk when the call returns. */
public final class Work {
    private final Database database;
    private final Images images;
    private final Events events;
    private final Leases leases;

    Work(Database database, Images images, Events events, Leases leases) {
        this.database = database;
        this.images = images;
        this.events = events;
        this.leases = leases;
    }

    /**
     * Saves an annotator's work. An image that is finished by it loses its lease; one that was finished before keeps it, as more
     * corrections may follow. A reviewer who saves an image that another annotator has done, has corrected it; the annotator
     * stays. Anybody else who does so is its annotator from then on, and what a reviewer said before holds no longer.
     *
     * @return the image as it is now, with the new revision
     * @throws InboxConflict where the image has another revision, somebody else has a lease of it, its request is completed, or
     *     nobody has finished it and the same person is its other annotator, unless they saved it last
     * @throws HualeException where there is no such image, or a box, class or guess does not fit it
     */
    public InboxImage save(Save save) {
        return database.change(() -> {
            InboxImage there = images.required(save.image());
            requireRevision(there, save.revision());
            Leases.requireFree(there, save.who());
            ClassNames classes = requireOpenRequest(there);
            // The page also shows images that it has no lease of, so the lease alone keeps nobody out.
            leases.requireNotTheOther(there, save.who());
            requireFitting(there, save, classes);
            return store(Events.SAVE, there, save, classes);
        });
    }

    private static void requireRevision(InboxImage there, int revision) {
        if (there.revision() != revision) {
            throw new InboxConflict(
                    "image " + there.id() + ": changed by " + lastHand(there) + " since (revision " + there.revision()
                            + ", the change was made from " + revision + ")",
                    there);
        }
    }

    private static String lastHand(InboxImage there) {
        String hand = there.review().map(Review::reviewer).orElse(there.annotator());
        return hand.isEmpty() ? "somebody" : hand;
    }

    private ClassNames requireOpenRequest(InboxImage there) throws SQLException {
        return images.classesOfOpenRequest(there.request())
                .orElseThrow(() -> new InboxConflict(
                        "image " + there.id() + ": the run has taken request " + there.request() + " already", there));
    }

    private static void requireFitting(InboxImage there, Save save, ClassNames classes) {
        save.boxes().forEach(box -> requireFitting(there, box, classes));
        for (int guess : save.outcomes().keySet()) {
            requireGuess(there, guess);
        }
    }

    private static void requireFitting(InboxImage there, InboxBox box, ClassNames classes) {
        Box corners = box.object().box();
        String which = "image " + there.id() + ": box " + box.id();
        if (box.object().classIndex() >= classes.count()) {
            throw new HualeException(which + ": class must be below " + classes.count() + ", got "
                    + box.object().classIndex());
        }
        if (corners.isDegenerate()) {
            throw new HualeException(which + ": has no extent: " + corners);
        }
        if (!corners.clippedTo(there.size()).equals(corners)) {
            throw new HualeException(which + ": reaches outside its image of " + there.size() + ": " + corners);
        }
        box.guess().ifPresent(guess -> requireGuess(there, guess));
    }

    private static void requireGuess(InboxImage there, int guess) {
        if (guess < 0 || guess >= there.guesses().size()) {
            throw new HualeException("image " + there.id() + ": has no guess " + guess);
        }
    }

    private InboxImage store(String kind, InboxImage there, Save save, ClassNames classes) throws SQLException {
        storeState(there, save);
        storeBoxes(save.image(), save.boxes());
        for (Map.Entry<Integer, GuessOutcome> outcome : save.outcomes().entrySet()) {
            database.execute(
                    "UPDATE guess SET outcome = ? WHERE image = ? AND id = ?",
                    outcome.getValue().word(),
                    save.image(),
                    outcome.getKey());
        }
        InboxImage now = images.required(save.image());
        events.append(save.who(), kind, now, told(save, classes));
        return now;
    }

    private void storeState(InboxImage there, Save save) throws SQLException {
        boolean corrects = save.reviews()
                && there.state() == ImageState.DONE
                && !there.annotator().equals(save.who());
        boolean goesOn = !save.state().isFinished();
        boolean keepsLease = goesOn || there.state().isFinished();
        boolean sentBack = goesOn && there.state() == ImageState.SENT_BACK; // with the note, until it is finished again
        database.execute(
                "UPDATE image SET state = ?, reason = ?, annotator = ?, revision = revision + 1, seconds = seconds + ?,"
                        + " leased_by = iif(?, leased_by, '') WHERE id = ?",
                (sentBack ? ImageState.SENT_BACK : save.state()).word(),
                save.state() == ImageState.SKIPPED ? save.reason() : "",
                corrects ? there.annotator() : save.who(),
                save.seconds(),
                keepsLease ? 1 : 0,
                save.image());
        if (!sentBack) {
            database.execute(
                    "UPDATE image SET reviewer = ?, verdict = ?, note = '' WHERE id = ?",
                    corrects ? save.who() : "",
                    corrects ? Review.Verdict.CORRECT.word() : "",
                    save.image());
        }
    }

    private void storeBoxes(long image, List<InboxBox> boxes) throws SQLException {
        database.execute("DELETE FROM box WHERE image = ?", image);
        List<List<Object>> rows = new ArrayList<>();
        for (InboxBox box : boxes) {
            rows.add(row(image, rows.size(), box));
        }
        database.executeEach(
                "INSERT INTO box (image, place, id, class, x1, y1, x2, y2, difficult, crowd, area, guess)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    private static List<Object> row(long image, int place, InboxBox box) {
        Annotation object = box.object();
        Box corners = object.box();
        return List.of(
                image,
                place,
                box.id(),
                object.classIndex(),
                corners.x1(),
                corners.y1(),
                corners.x2(),
                corners.y2(),
                object.difficult(),
                object.crowd(),
                object.area(),
                box.guess().orElse(Images.NO_GUESS));
    }

    /**
     * What the log keeps of a save: all that costs and histories are made of, classes by name. The page saves each stroke, so that
     * boxes and guesses are named once the image is finished; before, the log would grow with the square of the boxes.
     */
    private static Map<String, Object> told(Save save, ClassNames classes) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("state", save.state().word());
        if (save.state() == ImageState.SKIPPED) {
            told.put("reason", save.reason());
        }
        told.put("seconds", save.seconds());
        if (save.state().isFinished()) {
            told.put(
                    "boxes",
                    save.boxes().stream().map(box -> told(box, classes)).toList());
            told.put("outcomes", told(save.outcomes()));
        } else {
            told.put("boxes", save.boxes().size());
        }
        return told;
    }

    private static Map<String, String> told(Map<Integer, GuessOutcome> outcomes) {
        Map<String, String> told = new LinkedHashMap<>();
        outcomes.forEach((guess, outcome) -> told.put(Integer.toString(guess), outcome.word()));
        return told;
    }

    private static List<Object> told(InboxBox box, ClassNames classes) {
        Box corners = box.object().box();
        return List.of(
                box.id(),
                classes.name(box.object().classIndex()),
                corners.x1(),
                corners.y1(),
                corners.x2(),
                corners.y2());
    }

    /**
     * Keeps a reviewer's verdict. What is sent back is open again, for its annotator before others.
     *
     * @param seconds that the reviewer has spent on the image since the last save
     * @return the image as it is now, with the new revision
     * @throws InboxConflict as {@link #save}, and where the image is not done
     * @throws HualeException where there is no such image, or the seconds are below 0 or no number
     */
    public InboxImage review(long image, int revision, Review review, double seconds) {
        if (!(seconds >= 0 && Double.isFinite(seconds))) {
            throw new HualeException("image " + image + ": seconds must be a number of at least 0, got " + seconds);
        }
        return database.change(() -> {
            InboxImage there = images.required(image);
            requireRevision(there, revision);
            Leases.requireFree(there, review.reviewer());
            requireOpenRequest(there);
            if (!there.state().isFinished()) {
                throw new InboxConflict("image " + image + ": is not done, so that nothing can be reviewed", there);
            }
            return store(there, review, seconds);
        });
    }

    /** The same, where nobody measured how long it took. */
    public InboxImage review(long image, int revision, Review review) {
        return review(image, revision, review, 0);
    }

    private InboxImage store(InboxImage there, Review review, double seconds) throws SQLException {
        boolean back = review.verdict() == Review.Verdict.SEND_BACK;
        database.execute(
                "UPDATE image SET state = ?, reviewer = ?, verdict = ?, note = ?, seconds = seconds + ?,"
                        + " revision = revision + 1, leased_by = '' WHERE id = ?",
                (back ? ImageState.SENT_BACK : there.state()).word(),
                review.reviewer(),
                review.verdict().word(),
                review.note(),
                seconds,
                there.id());
        InboxImage now = images.required(there.id());
        events.append(
                review.reviewer(),
                Events.REVIEW,
                now,
                Map.of("verdict", review.verdict().word(), "note", review.note(), "seconds", seconds));
        return now;
    }

    /**
     * Takes finished work in, all of it or nothing. An image that somebody has finished through another door, or has changed
     * since it came in, stays as that person left it; one that came in through the same door is replaced; one that comes in
     * again the same is not touched, also where it was sent back or somebody has opened it since. What the same door takes back
     * is open again, with its boxes.
     *
     * @return the images of which the inbox has kept what somebody else did, and that differs from what was brought
     * @throws HualeException where the run has taken the request, it does not ask for an image, an annotation does not fit it,
     *     or its classes have changed since the work was read
     */
    public Set<ImageId> bring(Brought brought) {
        return database.change(() -> {
            ClassNames classes = requireSameClasses(brought.request());
            for (ImageId name : brought.reopened()) {
                reopen(brought, name, classes);
            }
            Set<ImageId> kept = new TreeSet<>();
            Set<ImageId> all = new TreeSet<>(brought.annotations().keySet());
            all.addAll(brought.skipped().keySet());
            for (ImageId name : all) {
                if (!bring(brought, name, classes)) {
                    kept.add(name);
                }
            }
            return kept;
        });
    }

    /** Where they have changed, a number means another class than the door meant by it, or none. */
    private ClassNames requireSameClasses(InboxRequest then) throws SQLException {
        ClassNames now = images.classesOfOpenRequest(then.key())
                .orElseThrow(() -> new HualeException(database.file() + ": the run has taken request " + then.key()
                        + " meanwhile; nothing was taken"));
        if (!now.equals(then.classes())) {
            throw new HualeException(database.file() + ": request " + then.key()
                    + ": the classes changed meanwhile, from "
                    + then.classes().names() + " to " + now.names() + "; nothing was taken; try again");
        }
        return now;
    }

    private void reopen(Brought brought, ImageId name, ClassNames classes) throws SQLException {
        InboxImage there = broughtTo(brought, name);
        Save save =
                new Save(there.id(), there.revision(), brought.door(), ImageState.OPEN, "", 0, there.boxes(), Map.of());
        boolean came = there.state() != ImageState.OPEN && there.annotator().equals(brought.door());
        if (came && isFinishedBy(brought.door(), there)) {
            store(Events.IMPORT, there, save, classes);
        } else if (there.state() == ImageState.SENT_BACK && hasKept(there, brought.door())) {
            events.append(brought.door(), Events.KEPT, there, told(save, classes));
        }
    }

    /** Whether the door finished the image otherwise than somebody else did, and goes on to say so. */
    private boolean hasKept(InboxImage there, String door) throws SQLException {
        return events.lastSaid(there.id(), door)
                .filter(last -> last.kind().equals(Events.KEPT))
                .filter(last -> Events.stateOf(last).isFinished())
                .isPresent();
    }

    /** Whether the door was the last to save the image, and brought it finished. A reviewer may have spoken since. */
    private boolean isFinishedBy(String door, InboxImage there) throws SQLException {
        return events.lastWork(there.id())
                .filter(last -> last.kind().equals(Events.IMPORT) && last.who().equals(door))
                .filter(last -> Events.stateOf(last).isFinished())
                .isPresent();
    }

    private InboxImage broughtTo(Brought brought, ImageId name) throws SQLException {
        List<Long> numbers = images.numbersOf(brought.request().key(), name);
        if (numbers.isEmpty()) {
            throw new HualeException(
                    database.file() + ": request " + brought.request().key() + " has no image " + name);
        }
        return images.required(numbers.get(0));
    }

    private boolean bring(Brought brought, ImageId name, ClassNames classes) throws SQLException {
        InboxImage there = broughtTo(brought, name);
        Save save = save(there, brought, name);
        Optional<Effort> effort = Optional.ofNullable(brought.efforts().get(name));
        if (sameWork(there, save)) {
            if (!there.annotator().equals(brought.door())) {
                keep(there, save, classes);
            } else if (effort.isPresent()) {
                spend(there, brought, effort.get());
            }
            return true;
        }
        requireFitting(there, save, classes);
        boolean ours = isFinishedBy(brought.door(), there);
        if (there.state().isFinished() && !ours) {
            keep(there, save, classes);
            return false;
        }
        if (ours ? sameContent(there, save) : repeats(there, save, classes)) { // sent back, or taken up by somebody
            return true;
        }
        InboxImage now = store(Events.IMPORT, there, save, classes);
        if (effort.isPresent()) {
            spend(now, brought, effort.get());
        }
        return true;
    }

    /** Notes what a door said of an image that somebody else has finished: it is nothing new once that is sent back. */
    private void keep(InboxImage there, Save save, ClassNames classes) throws SQLException {
        if (!repeats(there, save, classes)) {
            events.append(save.who(), Events.KEPT, there, told(save, classes));
        }
    }

    /** Whether the door has said just this before, whatever somebody else has done since. */
    private boolean repeats(InboxImage there, Save save, ClassNames classes) throws SQLException {
        Optional<InboxEvent> before = events.lastSaid(there.id(), save.who());
        return before.isPresent() && Events.saysTheSame(before.get(), told(save, classes), classes);
    }

    /** Keeps what another program has measured, in place of what it said before. */
    private void spend(InboxImage there, Brought brought, Effort effort) throws SQLException {
        Optional<Effort> before = events.lastEffort(there.id());
        if (before.equals(Optional.of(effort))) {
            return;
        }
        database.execute(
                "UPDATE image SET seconds = max(0, seconds + ?) WHERE id = ?",
                effort.total() - before.map(Effort::total).orElse(0.0),
                there.id());
        events.append(brought.door(), Events.EFFORT, there, effort);
    }

    private static Save save(InboxImage there, Brought brought, ImageId name) {
        String door = brought.door();
        List<Annotation> objects = brought.annotations().get(name);
        if (objects == null) {
            String reason = brought.skipped().getOrDefault(name, "");
            return new Save(there.id(), there.revision(), door, ImageState.SKIPPED, reason, 0, List.of(), Map.of());
        }
        GuessFate fate = GuessFate.of(there.guesses(), objects);
        List<InboxBox> boxes = IntStream.range(0, objects.size())
                .mapToObj(place -> new InboxBox(place, objects.get(place), fate.guessOf(place)))
                .toList();
        return new Save(there.id(), there.revision(), door, ImageState.DONE, "", 0, boxes, fate.outcomes());
    }

    private static boolean sameWork(InboxImage there, Save save) {
        return there.state() == save.state() && sameContent(there, save);
    }

    private static boolean sameContent(InboxImage there, Save save) {
        return there.reason().equals(save.reason()) && objects(there.boxes()).equals(objects(save.boxes()));
    }

    private static List<Annotation> objects(List<InboxBox> boxes) {
        return boxes.stream().map(InboxBox::object).toList();
    }
}
