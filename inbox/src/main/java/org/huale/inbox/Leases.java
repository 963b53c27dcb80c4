package org.huale.inbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.huale.inbox.content.InboxImage;
import org.huale.problem.HualeException;

/**
 * Who has which image to himself. A lease lasts a minute and is renewed while somebody is at work; then anybody may have the
 * image, with the boxes that were saved.
 */
public final class Leases {
    public static final Duration LENGTH = Duration.ofSeconds(60);

    private static final long NO_IMAGE = -1;

    /** In a query, of the milliseconds that are left of a lease, that it {@link #holds}. */
    static final String HOLDS = "BETWEEN 1 AND " + LENGTH.toMillis();

    /**
     * Images that somebody has, or has saved, as the other annotator of an image {@code i}. None where they saved that one last, too, as
     * somebody does who draws on what another has skipped: they may go on with it.
     */
    private static final String AS_THE_OTHER = """
            SELECT 1 FROM image o WHERE o.request = i.request AND o.name = i.name
                AND o.id <> i.id AND i.annotator <> :who
                AND (o.annotator = :who OR o.leased_by = :who AND o.leased_until - :now :holds)""";

    /** In a query, of an image {@code i}, that nobody else has it. */
    private static final String FREE = "(i.leased_by IN ('', :who) OR i.leased_until - :now NOT :holds)";

    private static final String HAS_THE_OTHER =
            query("SELECT count(*) FROM image i WHERE i.id = :after AND EXISTS (:other)");

    /** The requests come first, or every image of the run would be looked at. */
    static final String NEXT = query("""
            SELECT i.id FROM request r CROSS JOIN image i ON i.request = r.id
            WHERE r.completed IS NULL AND i.state IN ('open', 'sent_back')
              AND :free
              AND i.id <> :after
              AND NOT EXISTS (:other)
            ORDER BY :after < 0 AND i.leased_by = :who AND i.leased_until - :now :holds DESC,
              i.state = 'sent_back' AND i.annotator <> :who,
              i.rank * 2 + i.assignment
                > coalesce((SELECT a.rank * 2 + a.assignment FROM image a WHERE a.id = :after), -1) DESC,
              r.id, i.rank, i.assignment LIMIT 1""");

    /** In a query, of an image {@code i}, that it waits for a review. */
    private static final String TO_REVIEW = "i.state IN ('done', 'skipped') AND i.verdict <> 'accept'";

    static final String WAITS_FOR_REVIEW = """
            SELECT EXISTS (SELECT 1 FROM request r CROSS JOIN image i ON i.request = r.id
            WHERE r.completed IS NULL AND :finished AND i.id <> ?1)""".replace(":finished", TO_REVIEW);

    /** In the order of {@link Images#listOpen}. */
    static final String NEXT_TO_REVIEW = query("""
            SELECT i.id FROM request r CROSS JOIN image i ON i.request = r.id
            WHERE r.completed IS NULL AND :finished AND :free
              AND i.id <> :after
            ORDER BY (i.request, i.rank, i.assignment)
                > (SELECT i.request, i.rank, i.assignment FROM image i WHERE i.id = :after AND :finished) DESC,
              i.request, i.rank, i.assignment LIMIT 1""");

    private final Database database;
    private final Images images;
    private final Clock clock;

    Leases(Database database, Images images, Clock clock) {
        this.database = database;
        this.images = images;
        this.clock = clock;
    }

    /** With its parts in place of their names, and numbers of arguments: who asks, now, and an image. */
    private static String query(String named) {
        return named.replace(":other", AS_THE_OTHER)
                .replace(":finished", TO_REVIEW)
                .replace(":free", FREE)
                .replace(":who", "?1")
                .replace(":now", "?2")
                .replace(":after", "?3")
                .replace(":holds", HOLDS);
    }

    /**
     * Leases the image that somebody should do next: what the person has a lease of already (only where {@code after} is
     * empty), otherwise the most wanted one that is not finished, that nobody else has, and that the same person does not
     * have as its other annotator. Images that were sent back to somebody else come last.
     *
     * @param after the number of an image: those that are wanted less come first, then those from the beginning
     * @return empty where there is none at the moment; {@link Requests#counts} tells whether others are at work on the rest
     */
    public Optional<InboxImage> next(String who, OptionalLong after) {
        requireName(who);
        return leased(NEXT, who, after);
    }

    /**
     * Leases the image that a reviewer should look at next: the first in the list of those that are finished, that no reviewer has
     * accepted, and that nobody else has.
     *
     * @param after the number of an image, which is passed over; where it waits for a review itself, those behind it come first
     * @return empty where there is none at the moment; others may have the rest
     */
    public Optional<InboxImage> nextToReview(String who, OptionalLong after) {
        requireName(who);
        return waitsForReview(after) ? leased(NEXT_TO_REVIEW, who, after) : Optional.empty();
    }

    /**
     * Whether an image of an open request is finished and no reviewer has accepted it, whoever has it. Pages ask again and again, so
     * nobody who saves waits for that.
     *
     * @param except the number of an image that does not count
     */
    public boolean waitsForReview(OptionalLong except) {
        return database.read(() -> database.number(WAITS_FOR_REVIEW, except.orElse(NO_IMAGE)) > 0);
    }

    private Optional<InboxImage> leased(String query, String who, OptionalLong after) {
        return database.change(() -> {
            Optional<Long> found =
                    database.row(query, row -> row.getLong(1), who, clock.millis(), after.orElse(NO_IMAGE));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            give(found.get(), who);
            return Optional.of(images.required(found.get()));
        });
    }

    /**
     * Leases an image, or renews the lease.
     *
     * @return until when
     * @throws InboxConflict where somebody else has it, or where nobody has finished it and the same person is its other annotator,
     *     unless they saved it last
     * @throws HualeException where there is no such image
     */
    public Instant take(long image, String who) {
        requireName(who);
        return database.change(() -> {
            InboxImage there = images.required(image);
            requireFree(there, who);
            requireNotTheOther(there, who);
            return give(image, who);
        });
    }

    /** Nobody is their own second annotator: how far two agree would be measured by one. What is finished may be reviewed. */
    void requireNotTheOther(InboxImage there, String who) throws SQLException {
        if (!there.state().isFinished() && database.number(HAS_THE_OTHER, who, clock.millis(), there.id()) > 0) {
            throw new InboxConflict(
                    "image " + there.id() + ": you are its other annotator, and an image needs two different people",
                    there);
        }
    }

    static void requireFree(InboxImage there, String who) {
        there.lease().filter(lease -> !lease.by().equals(who)).ifPresent(lease -> {
            throw new InboxConflict("image " + there.id() + ": " + lease.by() + " is at work on it", there);
        });
    }

    /**
     * Whether a lease holds of which so many milliseconds are left. One of more than any given now has is of a clock that was set back
     * since.
     */
    static boolean holds(long left) {
        return left >= 1 && left <= LENGTH.toMillis();
    }

    private Instant give(long image, String who) throws SQLException {
        Instant until = clock.instant().plus(LENGTH);
        database.execute(
                "UPDATE image SET leased_by = ?, leased_until = ? WHERE id = ?", who, until.toEpochMilli(), image);
        return until;
    }

    /** Whether anybody has an image of a request, finished or not. */
    public boolean anyOf(String request) {
        return database.read(() -> database.number(
                        "SELECT count(*) FROM image i JOIN request r ON r.id = i.request"
                                + " WHERE r.key = ? AND i.leased_by <> '' AND i.leased_until - ? " + HOLDS,
                        request,
                        clock.millis())
                > 0);
    }

    /** Gives an image back before its time; nothing happens where somebody else has it, or nobody. */
    public void release(long image, String who) {
        database.change(() -> {
            database.execute(
                    "UPDATE image SET leased_by = '', leased_until = 0 WHERE id = ? AND leased_by = ?", image, who);
            return true;
        });
    }

    private static void requireName(String who) {
        if (who.isBlank()) {
            throw new HualeException("who wants an image must have a name");
        }
    }
}
