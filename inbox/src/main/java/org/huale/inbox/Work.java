package org.huale.inbox;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.Save;
import org.huale.problem.HualeException;

/** Changes of images, each from a revision that it names and on the disk when the call returns. */
public final class Work {
    private final Database database;
    private final Images images;
    private final Events events;
    private final Leases leases;
    private final Saves saves;
    private final Deliveries deliveries;

    Work(Database database, Images images, Events events, Leases leases) {
        this.database = database;
        this.images = images;
        this.events = events;
        this.leases = leases;
        this.saves = new Saves(database, images, events);
        this.deliveries = new Deliveries(database, images, events, saves);
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
            Saves.requireFitting(there, save, classes);
            return saves.store(Events.SAVE, there, save, classes);
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
        return database.change(() -> deliveries.take(brought));
    }
}
