package org.huale.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huale.inbox.content.Effort;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The log of an inbox: one line for each acknowledged change, in the same transaction as the change; lines never change. */
public final class Events {
    /** Who did what the run did by itself. */
    public static final String RUN = "huale";

    /** What another program has measured of an image, all of it so far: an {@link Effort}. */
    public static final String EFFORT = "effort";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;
    private final Clock clock;

    Events(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The lines after one, oldest first.
     *
     * @param after the id of that line; 0 for all
     * @param limit lines at most
     */
    public List<InboxEvent> after(long after, int limit) {
        return database.read(() ->
                database.rows("SELECT * FROM event WHERE id > ? ORDER BY id LIMIT ?", Events::event, after, limit));
    }

    /** The id of the newest line, 0 where there is none: it grows whenever anybody, in any process, changes something. */
    public long last() {
        return database.read(() -> database.rows("SELECT coalesce(max(id), 0) FROM event", row -> row.getLong(1))
                .get(0));
    }

    /** What another program said last of the time that an image took, within a transaction. */
    Optional<Effort> lastEffort(long image) throws SQLException {
        return database
                .rows(
                        "SELECT what FROM event WHERE image = ? AND kind = ? ORDER BY id DESC LIMIT 1",
                        row -> effort(row.getString(1)),
                        image,
                        EFFORT)
                .stream()
                .findFirst();
    }

    /** What a line of the kind {@link #EFFORT} says. */
    public static Effort effort(String what) {
        return JSON.readValue(what, Effort.class);
    }

    /** Within the transaction of the change. */
    void append(String who, String kind, Object what) throws SQLException {
        add(who, kind, null, 0, what);
    }

    /** Within the transaction of the change of an image. */
    void append(String who, String kind, InboxImage changed, Object what) throws SQLException {
        add(who, kind, changed.id(), changed.revision(), what);
    }

    private void add(String who, String kind, @Nullable Long image, int revision, Object what) throws SQLException {
        database.execute(
                "INSERT INTO event (time, who, kind, image, revision, what) VALUES (?, ?, ?, ?, ?, ?)",
                clock.millis(),
                who,
                kind,
                image,
                revision,
                JSON.writeValueAsString(what));
    }

    private static InboxEvent event(ResultSet row) throws SQLException {
        long image = row.getLong("image");
        OptionalLong about = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(image);
        return new InboxEvent(
                row.getLong("id"),
                Instant.ofEpochMilli(row.getLong("time")),
                row.getString("who"),
                row.getString("kind"),
                about,
                row.getInt("revision"),
                row.getString("what"));
    }
}
