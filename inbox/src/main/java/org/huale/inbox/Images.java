package org.huale.inbox;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.inbox.content.FinishedRequest;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Lease;
import org.huale.inbox.content.Review;
import org.huale.problem.HualeException;

/** Images as they are: each with its boxes and guesses, the list of them, and what is finished. */
public final class Images {
    /** In place of the number of a guess. */
    static final int NO_GUESS = -1;

    /** In place of the word of a state. */
    private static final String ANY_STATE = "";

    private static final String STATE_NOW = "CASE WHEN i.state = 'open' AND i.leased_by <> '' AND i.leased_until - ? "
            + Leases.HOLDS + " THEN 'leased' ELSE i.state END";

    private final Database database;
    private final Clock clock;

    Images(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The image of this number.
     *
     * @throws HualeException where there is none
     */
    public InboxImage of(long id) {
        return database.read(() -> required(id));
    }

    /** The same; empty where there is none. */
    public Optional<InboxImage> find(long id) {
        return database.read(() -> found(id));
    }

    /** The boxes alone of the image of this number, in the order in which they were saved. */
    public List<InboxBox> boxesOf(long id) {
        return database.read(() -> boxes(id));
    }

    /** All lines of the list of a request's images, in the order of want; an image with two annotators has two lines. */
    public List<ImageEntry> list(String request) {
        return database.read(() -> database.rows(
                lines("r.key = ?"),
                Images::entry,
                clock.millis(),
                request,
                ANY_STATE,
                ANY_STATE,
                Integer.MAX_VALUE,
                0));
    }

    /**
     * Lines of all requests that are not completed, the oldest request first.
     *
     * @param wanted only images in this state
     */
    public List<ImageEntry> listOpen(Optional<ImageState> wanted, int limit, int offset) {
        String state = wanted.map(ImageState::word).orElse(ANY_STATE);
        return database.read(() -> database.rows(
                lines("r.completed IS NULL"), Images::entry, clock.millis(), state, state, limit, offset));
    }

    /** Of columns that an index has all of. The requests come first, or every image of the run would be looked at. */
    static String lines(String requests) {
        return "SELECT * FROM (SELECT i.id, i.request, i.name, i.assignment, i.rank, i.annotator, i.verdict,"
                + " i.revision, " + STATE_NOW
                + " AS now FROM request r CROSS JOIN image i ON i.request = r.id WHERE " + requests
                + ") WHERE now = ? OR ? = '' ORDER BY request, rank, assignment LIMIT ? OFFSET ?";
    }

    private static ImageEntry entry(ResultSet row) throws SQLException {
        return new ImageEntry(
                row.getLong("id"),
                new ImageId(row.getString("name")),
                row.getInt("assignment"),
                row.getInt("rank"),
                ImageState.of(row.getString("now")),
                row.getString("annotator"),
                verdict(row),
                row.getInt("revision"));
    }

    private static Optional<Review.Verdict> verdict(ResultSet row) throws SQLException {
        String word = row.getString("verdict");
        return word.isEmpty() ? Optional.empty() : Optional.of(Review.Verdict.of(word));
    }

    /** The images of a request as data sets know them, without annotations, in the order of want. */
    public List<ImageRecord> records(String request) {
        return database.read(() -> database.rows(
                "SELECT i.name, i.file, i.width, i.height FROM image i JOIN request r ON r.id = i.request"
                        + " WHERE r.key = ? AND i.assignment = 1 ORDER BY i.rank",
                row -> new ImageRecord(
                        new ImageId(row.getString("name")),
                        Path.of(row.getString("file")),
                        new ImageSize(row.getInt("width"), row.getInt("height")),
                        List.of()),
                request));
    }

    /** The numbers of an image of a request, the first annotator's first. */
    public List<Long> numbers(String request, ImageId name) {
        return database.read(() -> numbersOf(request, name));
    }

    List<Long> numbersOf(String request, ImageId name) throws SQLException {
        return database.rows(
                "SELECT i.id FROM image i JOIN request r ON r.id = i.request WHERE r.key = ? AND i.name = ?"
                        + " ORDER BY i.assignment",
                row -> row.getLong(1),
                request,
                name.value());
    }

    /**
     * What is finished. Where two annotators have done an image, the one whom a reviewer accepted or corrected counts, and
     * otherwise the first; where one has done it and the other skipped it, it is done.
     *
     * @throws HualeException where there is no such request
     */
    public FinishedRequest finished(String request) {
        return database.read(() -> finishedNow(request));
    }

    /** The same within a transaction. */
    FinishedRequest finishedNow(String request) throws SQLException {
        if (database.number("SELECT count(*) FROM request WHERE key = ?", request) == 0) {
            throw new HualeException(database.file() + ": there is no request " + request);
        }
        return finishedOf(database.rows(
                """
                SELECT i.id, i.name, i.state, i.reason FROM image i JOIN request r ON r.id = i.request
                WHERE r.key = ? ORDER BY i.rank, i.state = 'done' DESC, i.verdict IN ('accept', 'correct') DESC,
                  i.state = 'sent_back' DESC, i.state = 'skipped' DESC, i.assignment""",
                row -> new Outcome(
                        row.getLong("id"),
                        new ImageId(row.getString("name")),
                        ImageState.of(row.getString("state")),
                        row.getString("reason")),
                request));
    }

    /** How one annotator's work on an image stands. */
    private record Outcome(long id, ImageId name, ImageState state, String reason) {}

    /** @param outcomes of each image those that count most first */
    private FinishedRequest finishedOf(List<Outcome> outcomes) throws SQLException {
        Map<ImageId, Outcome> counting = new LinkedHashMap<>();
        outcomes.forEach(outcome -> counting.putIfAbsent(outcome.name(), outcome));
        Map<ImageId, List<Annotation>> annotations = new LinkedHashMap<>();
        Map<ImageId, String> skipped = new LinkedHashMap<>();
        List<ImageId> open = new ArrayList<>();
        for (Outcome outcome : counting.values()) {
            switch (outcome.state()) {
                case DONE -> annotations.put(outcome.name(), objects(outcome.id()));
                case SKIPPED -> skipped.put(outcome.name(), outcome.reason());
                default -> open.add(outcome.name());
            }
        }
        return new FinishedRequest(annotations, skipped, open);
    }

    private List<Annotation> objects(long id) throws SQLException {
        return boxes(id).stream().map(InboxBox::object).toList();
    }

    /** The guesses of a request that somebody has decided on, in the order of images and guesses. */
    public List<InboxGuess> decidedGuesses(String request) {
        return database.read(() -> database.rows("""
                        SELECT g.* FROM guess g JOIN image i ON i.id = g.image JOIN request r ON r.id = i.request
                        WHERE r.key = ? AND i.state = 'done' AND g.outcome <> 'open' ORDER BY i.id, g.id""", Images::guess, request));
    }

    InboxImage required(long id) throws SQLException {
        return found(id).orElseThrow(() -> new HualeException("there is no image " + id + " in the inbox"));
    }

    private Optional<InboxImage> found(long id) throws SQLException {
        return database.row(
                "SELECT i.*, " + STATE_NOW
                        + " AS now, r.key FROM image i JOIN request r ON r.id = i.request WHERE i.id = ?",
                this::image,
                clock.millis(),
                id);
    }

    private InboxImage image(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new InboxImage(
                id,
                row.getString("key"),
                row.getInt("rank"),
                new ImageId(row.getString("name")),
                Path.of(row.getString("file")),
                new ImageSize(row.getInt("width"), row.getInt("height")),
                row.getString("why"),
                ImageState.of(row.getString("now")),
                row.getString("reason"),
                row.getString("annotator"),
                row.getInt("revision"),
                row.getDouble("seconds"),
                lease(row),
                review(row),
                boxes(id),
                guesses(id));
    }

    private Optional<Lease> lease(ResultSet row) throws SQLException {
        String by = row.getString("leased_by");
        Instant until = Instant.ofEpochMilli(row.getLong("leased_until"));
        boolean holds = !by.isEmpty() && Leases.holds(until.toEpochMilli() - clock.millis());
        return holds ? Optional.of(new Lease(by, until)) : Optional.empty();
    }

    private static Optional<Review> review(ResultSet row) throws SQLException {
        String reviewer = row.getString("reviewer");
        return reviewer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Review(reviewer, Review.Verdict.of(row.getString("verdict")), row.getString("note")));
    }

    private List<InboxBox> boxes(long id) throws SQLException {
        return database.rows("SELECT * FROM box WHERE image = ? ORDER BY place", Images::box, id);
    }

    private static InboxBox box(ResultSet row) throws SQLException {
        int from = row.getInt("guess");
        OptionalInt guess = from == NO_GUESS ? OptionalInt.empty() : OptionalInt.of(from);
        Annotation object = new Annotation(
                corners(row),
                row.getInt("class"),
                row.getInt("difficult") == 1,
                row.getInt("crowd") == 1,
                row.getDouble("area"));
        return new InboxBox(row.getInt("id"), object, guess);
    }

    private List<InboxGuess> guesses(long id) throws SQLException {
        return database.rows("SELECT * FROM guess WHERE image = ? ORDER BY id", Images::guess, id);
    }

    private static InboxGuess guess(ResultSet row) throws SQLException {
        return new InboxGuess(
                row.getInt("id"),
                row.getInt("class"),
                row.getDouble("score"),
                row.getDouble("confidence"),
                corners(row),
                GuessOutcome.of(row.getString("outcome")));
    }

    private static Box corners(ResultSet row) throws SQLException {
        return new Box(row.getDouble("x1"), row.getDouble("y1"), row.getDouble("x2"), row.getDouble("y2"));
    }

    /** The classes of an image's request; empty of a completed one, in which nothing may change. */
    Optional<ClassNames> classesOfOpenRequest(String key) throws SQLException {
        return database.row("SELECT classes FROM request WHERE key = ? AND completed IS NULL", Requests::classes, key);
    }
}
