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

    /** In a query, of what is left of a lease, that it holds: one of more than any given now is of a clock that was set back since. */
    static final String HOLDS = "BETWEEN 1 AND " + LENGTH.toMillis();

    private final Database database;
    private final Images images;
    private final Clock clock;

    Leases(Database database, Images images, Clock clock) {
        this.database = database;
        this.images = images;
        this.clock = clock;
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
        return database.change(() -> {
            Optional<Long> found = database.row(
                    """
                    SELECT i.id FROM image i JOIN request r ON r.id = i.request
                    WHERE r.completed IS NULL AND i.state IN ('open', 'sent_back')
                      AND (i.leased_by IN ('', :who) OR i.leased_until - :now NOT :holds)
                      AND i.id <> :after
                      AND NOT EXISTS (SELECT 1 FROM image o WHERE o.request = i.request AND o.name = i.name
                        AND o.id <> i.id AND (o.annotator = :who OR o.leased_by = :who AND o.leased_until - :now :holds))
                    ORDER BY :after < 0 AND i.leased_by = :who AND i.leased_until - :now :holds DESC,
                      i.state = 'sent_back' AND i.annotator <> :who,
                      i.rank * 2 + i.assignment
                        > coalesce((SELECT a.rank * 2 + a.assignment FROM image a WHERE a.id = :after), -1) DESC,
                      r.id, i.rank, i.assignment LIMIT 1""".replace(":who", "?1")
                            .replace(":now", "?2")
                            .replace(":after", "?3")
                            .replace(":holds", HOLDS),
                    row -> row.getLong(1),
                    who,
                    clock.millis(),
                    after.orElse(-1));
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
     * @throws InboxConflict where somebody else has it
     * @throws HualeException where there is no such image
     */
    public Instant take(long image, String who) {
        requireName(who);
        return database.change(() -> {
            InboxImage there = images.required(image);
            requireFree(there, who);
            return give(image, who);
        });
    }

    static void requireFree(InboxImage there, String who) {
        there.lease().filter(lease -> !lease.by().equals(who)).ifPresent(lease -> {
            throw new InboxConflict("image " + there.id() + ": " + lease.by() + " is at work on it", there);
        });
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
