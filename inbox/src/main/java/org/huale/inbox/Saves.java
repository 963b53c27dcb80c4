package org.huale.inbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.geometry.Box;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.Save;
import org.huale.problem.HualeException;

/** What a save becomes: rows of the tables and a line of the log, within the transaction of whoever makes the change. */
final class Saves {
    private final Database database;
    private final Images images;
    private final Events events;

    Saves(Database database, Images images, Events events) {
        this.database = database;
        this.images = images;
        this.events = events;
    }

    /** @throws HualeException where a box, class or guess does not fit the image */
    static void requireFitting(InboxImage there, Save save, ClassNames classes) {
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

    /** @param kind of the line */
    InboxImage store(String kind, InboxImage there, Save save, ClassNames classes) throws SQLException {
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
    static Map<String, Object> told(Save save, ClassNames classes) {
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
}
