package org.huale.inbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.Effort;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.Save;
import org.huale.inbox.match.GuessFate;
import org.huale.problem.HualeException;

/** What a door brings, weighed against what people and the door itself have done before; within the transaction of the change. */
final class Deliveries {
    private final Database database;
    private final Images images;
    private final Events events;
    private final Saves saves;

    Deliveries(Database database, Images images, Events events, Saves saves) {
        this.database = database;
        this.images = images;
        this.events = events;
        this.saves = saves;
    }

    /** Takes it in as {@link Work#bring} says. */
    Set<ImageId> take(Brought brought) throws SQLException {
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
            saves.store(Events.IMPORT, there, save, classes);
        } else if (there.state() == ImageState.SENT_BACK && hasKept(there, brought.door())) {
            events.append(brought.door(), Events.KEPT, there, Saves.told(save, classes));
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

    /** False where the inbox keeps what somebody else did. */
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
        Saves.requireFitting(there, save, classes);
        boolean ours = isFinishedBy(brought.door(), there);
        if (there.state().isFinished() && !ours) {
            keep(there, save, classes);
            return false;
        }
        if (ours ? sameContent(there, save) : repeats(there, save, classes)) { // sent back, or taken up by somebody
            return true;
        }
        InboxImage now = saves.store(Events.IMPORT, there, save, classes);
        if (effort.isPresent()) {
            spend(now, brought, effort.get());
        }
        return true;
    }

    /** Notes what a door said of an image that somebody else has finished: it is nothing new once that is sent back. */
    private void keep(InboxImage there, Save save, ClassNames classes) throws SQLException {
        if (!repeats(there, save, classes)) {
            events.append(save.who(), Events.KEPT, there, Saves.told(save, classes));
        }
    }

    /** Whether the door has said just this before, whatever somebody else has done since. */
    private boolean repeats(InboxImage there, Save save, ClassNames classes) throws SQLException {
        Optional<InboxEvent> before = events.lastSaid(there.id(), save.who());
        return before.isPresent() && Events.saysTheSame(before.get(), Saves.told(save, classes), classes);
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
