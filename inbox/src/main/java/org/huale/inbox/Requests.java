package org.huale.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.FinishedRequest;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.RequestCounts;
import org.huale.inbox.content.WantedImage;
import org.huale.problem.HualeException;
import tools.jackson.databind.json.JsonMapper;

/** What the run asks for: put in once, watched, and completed. */
public final class Requests {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String OF_REQUEST =
            " WHERE image IN (SELECT i.id FROM image i JOIN request r ON r.id = i.request WHERE r.key = ?)";

    static final String COUNTS = """
            SELECT count(*) AS total, sum(state = 'done') AS done, sum(state = 'skipped') AS skipped,
              sum(state = 'sent_back') AS sent_back, sum(state = 'open') AS open,
              sum(state IN ('open', 'sent_back') AND free = 0) AS taken
            FROM (SELECT CASE
                WHEN max(i.state = 'done') THEN 'done' WHEN max(i.state = 'sent_back') THEN 'sent_back'
                WHEN max(i.state = 'skipped') THEN 'skipped' ELSE 'open' END AS state,
              max(i.state IN ('open', 'sent_back') AND (i.leased_by IN ('', ?) OR i.leased_until - ? NOT :holds)) AS free
              FROM image i JOIN request r ON r.id = i.request WHERE r.key = ? GROUP BY i.name)""".replace(":holds", Leases.HOLDS);

    /** Why a run may ask for other images than before, and what people can do about it. */
    private static final String OTHERS_CHOSEN = "Either the run has chosen again and come to others, as another"
            + " machine or version may, or the inbox is that of another run. " + Database.WAY_OUT;

    private final Database database;
    private final Images images;
    private final Events events;
    private final Clock clock;

    Requests(Database database, Images images, Events events, Clock clock) {
        this.database = database;
        this.images = images;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Puts a request in. Where it is there already, nothing changes, and its guesses and reasons are not looked at.
     *
     * @throws HualeException where one of this key asks for other images or with other classes
     */
    public InboxRequest put(NewRequest wanted) {
        return database.change(() -> {
            Optional<InboxRequest> there = find(wanted.key());
            if (there.isPresent()) {
                requireSame(there.get(), wanted);
                return there.get();
            }
            insert(wanted);
            return find(wanted.key()).orElseThrow();
        });
    }

    private void requireSame(InboxRequest there, NewRequest wanted) throws SQLException {
        List<ImageId> names = wanted.images().stream().map(WantedImage::name).toList();
        List<ImageId> asked = names(there.key());
        if (!asked.equals(names)) {
            Set<ImageId> before = Set.copyOf(asked);
            long both = names.stream().filter(before::contains).count();
            throw new HualeException(database.file() + ": request " + there.key() + " is there with other images ("
                    + before.size() + ", now " + names.size() + ", of which " + both + " are the same). "
                    + OTHERS_CHOSEN);
        }
        if (!there.classes().equals(wanted.classes())) {
            throw new HualeException(database.file() + ": request " + there.key() + " is there with the classes "
                    + there.classes().names() + ", the run has "
                    + wanted.classes().names() + ". " + Database.WAY_OUT);
        }
    }

    private void insert(NewRequest wanted) throws SQLException {
        long request = database.insert(
                "INSERT INTO request (key, classes, explanation, created) VALUES (?, ?, ?, ?)",
                wanted.key(),
                words(wanted.classes()),
                wanted.explanation(),
                clock.millis());
        for (int rank = 0; rank < wanted.images().size(); rank++) {
            insert(request, rank, wanted.images().get(rank));
        }
        events.append(
                Events.RUN,
                "request",
                Map.of("key", wanted.key(), "images", wanted.images().size()));
    }

    private void insert(long request, int rank, WantedImage image) throws SQLException {
        long id = database.insert(
                "INSERT INTO image (request, assignment, rank, name, file, width, height, why)"
                        + " VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
                request,
                rank,
                image.name().value(),
                image.file().toString(),
                image.size().width(),
                image.size().height(),
                image.why());
        database.executeEach(
                "INSERT INTO guess (image, id, class, score, confidence, x1, y1, x2, y2)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                image.guesses().stream().map(guess -> row(id, guess)).toList());
    }

    private static List<Object> row(long image, InboxGuess guess) {
        return List.of(
                image,
                guess.id(),
                guess.classIndex(),
                guess.score(),
                guess.confidence(),
                guess.box().x1(),
                guess.box().y1(),
                guess.box().x2(),
                guess.box().y2());
    }

    /** The request of this key. */
    public Optional<InboxRequest> of(String key) {
        return database.read(() -> find(key));
    }

    /** The newest request that is not completed: what people work on now. */
    public Optional<InboxRequest> current() {
        return database.read(() -> database.row(
                "SELECT * FROM request WHERE completed IS NULL ORDER BY id DESC LIMIT 1", Requests::request));
    }

    /**
     * The images of a request, most wanted first.
     *
     * @throws HualeException where there is no such request
     */
    public List<ImageId> images(String key) {
        return database.read(() -> {
            required(key);
            return names(key);
        });
    }

    /** All of them, oldest first. */
    public List<InboxRequest> all() {
        return database.read(() -> database.rows("SELECT * FROM request ORDER BY id", Requests::request));
    }

    /**
     * Has a second annotator for some of the images, spread evenly over the order of want; those that have one already count.
     *
     * @param share of the images, in [0, 1]
     * @return how many images have a second one now
     * @throws HualeException where there is no such request
     */
    public int overlap(String key, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new HualeException("the share of images for two annotators must be in [0, 1], got " + share);
        }
        return database.change(() -> {
            required(key);
            int count = assigned(key, 1);
            for (int rank = 0; rank < count; rank++) {
                if (Math.floor((rank + 1) * share) > Math.floor(rank * share)) {
                    addSecond(key, rank);
                }
            }
            int seconds = assigned(key, 2);
            events.append(Events.RUN, "overlap", Map.of("key", key, "images", seconds));
            return seconds;
        });
    }

    private int assigned(String key, int assignment) throws SQLException {
        return database.number(
                "SELECT count(*) FROM image WHERE assignment = ? AND request = (SELECT id FROM request WHERE key = ?)",
                assignment,
                key);
    }

    private void addSecond(String key, int rank) throws SQLException {
        database.execute(
                "INSERT OR IGNORE INTO image (request, assignment, rank, name, file, width, height, why)"
                        + " SELECT request, 2, rank, name, file, width, height, why FROM image"
                        + " WHERE assignment = 1 AND rank = ? AND request = (SELECT id FROM request WHERE key = ?)",
                rank,
                key);
        database.execute(
                "INSERT OR IGNORE INTO guess (image, id, class, score, confidence, x1, y1, x2, y2)"
                        + " SELECT second.id, g.id, g.class, g.score, g.confidence, g.x1, g.y1, g.x2, g.y2 FROM image first"
                        + " JOIN image second ON second.request = first.request AND second.rank = first.rank"
                        + " JOIN guess g ON g.image = first.id WHERE first.assignment = 1 AND second.assignment = 2"
                        + " AND first.rank = ? AND first.request = (SELECT id FROM request WHERE key = ?)",
                rank,
                key);
    }

    /**
     * How far the images are.
     *
     * @param viewer whose own leases do not count as others'
     * @throws HualeException where there is no such request
     */
    public RequestCounts counts(String key, String viewer) {
        return database.read(() -> {
            required(key);
            return database.row(COUNTS, Requests::counts, viewer, clock.millis(), key)
                    .orElseThrow();
        });
    }

    private static RequestCounts counts(ResultSet row) throws SQLException {
        return new RequestCounts(
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("skipped"),
                row.getInt("sent_back"),
                row.getInt("open"),
                row.getInt("taken"));
    }

    /**
     * Takes what is finished and closes the request, from when on nothing in it changes; or leaves it open, where that is not
     * enough. Of a request that is closed it gives the same again.
     *
     * @param enough share of the images that must be finished, in (0, 1]; see {@link FinishedRequest#isEnough}
     * @return empty where the request stays open
     * @throws HualeException where there is no such request
     */
    public Optional<FinishedRequest> take(String key, double enough) {
        return database.change(() -> {
            boolean open = required(key).completed().isEmpty();
            FinishedRequest finished = images.finishedNow(key);
            if (open && finished.isEnough(enough)) {
                close(key);
                return Optional.of(finished);
            }
            return open ? Optional.empty() : Optional.of(finished);
        });
    }

    /**
     * Closes the request, whatever is finished. Doing it again changes nothing.
     *
     * @throws HualeException where there is no such request
     */
    public void complete(String key) {
        database.change(() -> {
            if (required(key).completed().isEmpty()) {
                close(key);
            }
            return true;
        });
    }

    private void close(String key) throws SQLException {
        database.execute("UPDATE request SET completed = ? WHERE key = ?", clock.millis(), key);
        events.append(Events.RUN, Events.COMPLETE, Map.of("key", key));
    }

    /**
     * Opens a closed request again, with all that is finished in it, where the run could not go on with that. Doing it again
     * changes nothing.
     *
     * @throws HualeException where there is no such request
     */
    public void reopen(String key) {
        database.change(() -> {
            if (required(key).completed().isPresent()) {
                database.execute("UPDATE request SET completed = NULL WHERE key = ?", key);
                events.append(Events.RUN, Events.REOPEN, Map.of("key", key));
            }
            return true;
        });
    }

    /**
     * Gives a request other classes, in which boxes and guesses have other numbers. Every image gets a new revision, so that
     * nobody saves boxes with numbers of before. The request may be closed, as long as the run has not written down what it took.
     *
     * @param numbers the new number of each old class that is in use; several may become one
     * @throws HualeException where there is no such request, or a box or guess has a class without a new number; nothing is changed
     *     then
     */
    public InboxRequest changeClasses(String key, ClassNames now, Map<Integer, Integer> numbers) {
        return database.change(() -> {
            required(key);
            renumber("box", key, numbers);
            renumber("guess", key, numbers);
            database.execute(
                    "UPDATE image SET revision = revision + 1 WHERE request = (SELECT id FROM request WHERE key = ?)",
                    key);
            database.execute("UPDATE request SET classes = ? WHERE key = ?", words(now), key);
            events.append(Events.RUN, "classes", Map.of("key", key, "classes", now.names()));
            return required(key);
        });
    }

    /**
     * Numbers of the classes that boxes and guesses of a request have.
     *
     * @throws HualeException where there is no such request
     */
    public Set<Integer> classesInUse(String key) {
        return database.read(() -> {
            required(key);
            Set<Integer> used = new TreeSet<>(inUse("box", key));
            used.addAll(inUse("guess", key));
            return used;
        });
    }

    private List<Integer> inUse(String table, String key) throws SQLException {
        return database.rows("SELECT DISTINCT class FROM " + table + OF_REQUEST, row -> row.getInt(1), key);
    }

    private void renumber(String table, String key, Map<Integer, Integer> numbers) throws SQLException {
        List<Integer> used = inUse(table, key);
        for (int old : used) {
            if (!numbers.containsKey(old)) {
                throw new HualeException(database.file() + ": request " + key + ": class " + old + " is in use");
            }
        }
        // By way of negative numbers, as new numbers may be old ones of other classes.
        database.execute("UPDATE " + table + " SET class = -1 - class" + OF_REQUEST, key);
        for (int old : used) {
            database.execute(
                    "UPDATE " + table + " SET class = ?" + OF_REQUEST + " AND class = ?",
                    numbers.get(old),
                    key,
                    -1 - old);
        }
    }

    private InboxRequest required(String key) throws SQLException {
        return find(key).orElseThrow(() -> new HualeException(database.file() + ": there is no request " + key));
    }

    private Optional<InboxRequest> find(String key) throws SQLException {
        return database.row("SELECT * FROM request WHERE key = ?", Requests::request, key);
    }

    private static InboxRequest request(ResultSet row) throws SQLException {
        long completed = row.getLong("completed");
        Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(completed));
        return new InboxRequest(row.getString("key"), classes(row), Instant.ofEpochMilli(row.getLong("created")), end);
    }

    /** As {@link #words} wrote them. */
    static ClassNames classes(ResultSet row) throws SQLException {
        return new ClassNames(List.of(JSON.readValue(row.getString("classes"), String[].class)));
    }

    /** As they stand in the column {@code classes}. */
    private static String words(ClassNames classes) {
        return JSON.writeValueAsString(classes.names());
    }

    private List<ImageId> names(String key) throws SQLException {
        return database.rows(
                "SELECT i.name FROM image i JOIN request r ON r.id = i.request"
                        + " WHERE r.key = ? AND i.assignment = 1 ORDER BY i.rank",
                row -> new ImageId(row.getString(1)),
                key);
    }
}
