package org.huale.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.inbox.content.Effort;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The log of an inbox: one line for each acknowledged change, in the same transaction as the change; lines never change. */
public final class Events {
    /** Who did what the run did by itself. */
    public static final String RUN = "huale";

    /** What another program has measured of an image, all of it so far: an {@link Effort}. */
    public static final String EFFORT = "effort";

    /** Somebody's work on an image. */
    public static final String SAVE = "save";

    /** What a reviewer said of an image. */
    public static final String REVIEW = "review";

    /** What a door brought of an image, or took back. */
    static final String IMPORT = "import";

    /** What a door brought of an image of which the inbox keeps what somebody else did, or that it no longer brings that. */
    static final String KEPT = "kept";

    /** The run has taken a request. */
    static final String COMPLETE = "complete";

    /** The run could not go on with what it took. */
    static final String REOPEN = "reopen";

    // of one image each, which an index finds
    static final String LAST_EFFORT = "SELECT what FROM event WHERE image = ? AND kind = ? ORDER BY id DESC LIMIT 1";
    static final String LAST_WORK = "SELECT * FROM event WHERE image = ? AND kind IN (?, ?) ORDER BY id DESC LIMIT 1";
    static final String LAST_SAID =
            "SELECT * FROM event WHERE image = ? AND kind IN (?, ?) AND who = ? ORDER BY id DESC LIMIT 1";

    /** Place of the class's name in a box of a line. */
    private static final int CLASS = 1;

    private static final List<String> NOT_COMPARED = List.of("boxes", "outcomes");

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

    /**
     * As {@link #after}, of the lines alone that say how long somebody worked on an image, and without its boxes and guesses: of a
     * whole log these are most.
     */
    public List<InboxEvent> timed(long after, int limit) {
        return database.read(() -> database.rows(
                "SELECT id, time, who, kind, image, revision, json_remove(what, '$.boxes', '$.outcomes') AS what"
                        + " FROM event WHERE id > ? AND kind IN (?, ?, ?) ORDER BY id LIMIT ?",
                Events::event,
                after,
                SAVE,
                REVIEW,
                EFFORT,
                limit));
    }

    /** The id of the newest line, 0 where there is none: it grows whenever anybody, in any process, changes something. */
    public long last() {
        return database.read(() -> database.rows("SELECT coalesce(max(id), 0) FROM event", row -> row.getLong(1))
                .get(0));
    }

    /**
     * The id of the newest line of what people or their tools did, or that the run asked them for, 0 where there is none: whoever
     * waits for them does not hear that a run takes a request and gives it back.
     */
    public long lastOfWork() {
        return database.read(() -> database.row(
                        "SELECT id FROM event WHERE kind NOT IN (?, ?) ORDER BY id DESC LIMIT 1",
                        row -> row.getLong(1),
                        COMPLETE,
                        REOPEN)
                .orElse(0L));
    }

    /** What another program said last of the time that an image took, within a transaction. */
    Optional<Effort> lastEffort(long image) throws SQLException {
        return database.row(LAST_EFFORT, row -> effort(row.getString(1)), image, EFFORT);
    }

    /** Who did the last work on an image, and what, within a transaction. */
    Optional<InboxEvent> lastWork(long image) throws SQLException {
        return database.row(LAST_WORK, Events::event, image, SAVE, IMPORT);
    }

    /** What a door said last of an image, whether or not that was taken, within a transaction. */
    Optional<InboxEvent> lastSaid(long image, String door) throws SQLException {
        return database.row(LAST_SAID, Events::event, image, IMPORT, KEPT, door);
    }

    /** The state that an image got by a line of the kind {@link #SAVE} or {@link #IMPORT}, or would have got by {@link #KEPT}. */
    static ImageState stateOf(InboxEvent work) {
        return ImageState.of(JSON.readTree(work.what()).get("state").stringValue());
    }

    /**
     * Whether a line would say the same of an image, but for guesses, which nobody brings. A box whose class is none any more
     * was of any of the present ones: its class has got another name since, or become part of another.
     *
     * <p>A line of an image that is not finished has the number of its boxes in their place; it is in another state than what is
     * brought, and never says the same.
     */
    static boolean saysTheSame(InboxEvent before, Object what, ClassNames classes) {
        ObjectNode said = (ObjectNode) JSON.readTree(before.what());
        ObjectNode now = JSON.valueToTree(what);
        return sameBoxes(said.get("boxes"), now.get("boxes"), classes)
                && said.without(NOT_COMPARED).equals(now.without(NOT_COMPARED));
    }

    private static boolean sameBoxes(JsonNode said, JsonNode now, ClassNames classes) {
        return said.size() == now.size()
                && IntStream.range(0, said.size()).allMatch(i -> sameBox(said.get(i), now.get(i), classes));
    }

    private static boolean sameBox(JsonNode said, JsonNode now, ClassNames classes) {
        boolean isGone = !classes.names().contains(said.get(CLASS).stringValue());
        return IntStream.range(0, said.size())
                .allMatch(i -> (isGone && i == CLASS) || said.get(i).equals(now.get(i)));
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
