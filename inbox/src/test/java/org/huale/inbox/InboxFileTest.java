package org.huale.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.huale.inbox.InboxFixture.request;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an inbox says of a file that it cannot use, and what it makes of an old one. */
class InboxFileTest {
    private static final Schema FIRST = new Schema(List.of(List.of("CREATE TABLE note (text TEXT NOT NULL) STRICT")));
    private static final Schema SECOND = new Schema(List.of(
            FIRST.steps().get(0), List.of("ALTER TABLE note ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'")));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve(Inbox.FILE);
    }

    @Test
    void anOldFileIsBroughtUpToDateWithWhatIsInIt() {
        try (Database old = Database.open(file, FIRST)) {
            old.change(() -> old.insert("INSERT INTO note VALUES ('kept')"));
        }
        try (Database now = Database.open(file, SECOND)) {
            List<String> notes = now.read(
                    () -> now.rows("SELECT text, author FROM note", row -> row.getString(1) + " " + row.getString(2)));
            assertThat(notes).containsExactly("kept nobody");
        }
    }

    @Test
    void aFileOfANewerProgramIsRefusedAndLeftAlone() {
        Database.open(file, SECOND).close();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> Database.open(file, FIRST))
                .withMessageContaining(Inbox.FILE)
                .withMessageContaining(
                        "written by a newer HUALE (version 2 of the inbox, this program knows versions up to 1)");
        Database.open(file, SECOND).close();
    }

    @Test
    void aFileWithoutIndexesGetsThem() {
        Schema first = new Schema(Schema.CURRENT.steps().subList(0, 1));
        try (Database old = Database.open(file, first)) {
            assertThat(indexes(old)).isEmpty();
            old.change(() -> old.insert("INSERT INTO request (key, classes, explanation, created)"
                    + " VALUES ('initial', '[\"disc\"]', '', 0)"));
        }
        try (Inbox inbox = Inbox.open(file, Clock.systemUTC())) {
            assertThat(inbox.requests().of("initial")).isPresent();
        }
        try (Database now = Database.open(file, Schema.CURRENT)) {
            assertThat(indexes(now)).containsExactly("event_of_image", "image_of_request");
        }
    }

    private static List<String> indexes(Database database) {
        return database.read(() -> database.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
                row -> row.getString(1)));
    }

    /** Some of these are asked several times a second, others for each image that a door brings. */
    @Test
    void whatIsAskedForOftenWalksNoWholeTable() {
        try (Database database = Database.open(file, Schema.CURRENT)) {
            String byImage = "SEARCH event USING INDEX event_of_image (image=?)";
            assertThat(plan(database, Events.LAST_EFFORT, 2)).isEqualTo(byImage);
            assertThat(plan(database, Events.LAST_WORK, 3)).isEqualTo(byImage);
            assertThat(plan(database, Events.LAST_SAID, 4)).isEqualTo(byImage);
            String byRequest = "SEARCH i USING COVERING INDEX image_of_request (request=?)";
            assertThat(plan(database, Requests.COUNTS, 3)).contains(byRequest);
            assertThat(plan(database, Images.lines("r.key = ?"), 6)).contains(byRequest);
            assertThat(plan(database, Images.lines("r.completed IS NULL"), 5)).contains(byRequest);
            assertThat(plan(database, Leases.NEXT, 3)).contains(byRequest);
            assertThat(plan(database, Leases.NEXT_TO_REVIEW, 3)).contains(byRequest);
            assertThat(plan(database, Leases.WAITS_FOR_REVIEW, 1)).contains(byRequest);
        }
    }

    private static String plan(Database database, String sql, int parameters) {
        Object[] any = Collections.nCopies(parameters, 1).toArray();
        return database.read(() ->
                String.join("\n", database.rows("EXPLAIN QUERY PLAN " + sql, row -> row.getString("detail"), any)));
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(file, "not a database, but longer than its header of one hundred bytes ".repeat(4));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> Inbox.open(file, Clock.systemUTC()))
                .withMessageContaining("the annotation inbox of this run is damaged (this is no SQLite file)")
                .withMessageContaining("move it away");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() {
        try (Database foreign = Database.open(file, new Schema(List.of()))) {
            foreign.change(() -> foreign.insert("CREATE TABLE theirs (x INTEGER)"));
        }
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> Inbox.open(file, Clock.systemUTC()))
                .withMessageContaining("SQLite file of another program");
    }

    @Test
    void aDamagedPageIsNoticedOnOpening() throws IOException {
        try (Inbox inbox = Inbox.open(file, Clock.systemUTC())) {
            inbox.requests().put(request("initial", 200));
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long page = bytes.length() / 4096 / 2;
            bytes.seek(page * 4096);
            bytes.write(new byte[4096]);
        }
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> Inbox.open(file, Clock.systemUTC()))
                .withMessageContaining("the annotation inbox of this run is damaged")
                .withMessageContaining("annotations.json");
    }

    /** SQLite has rolled back by itself then. */
    @Test
    void aFullDiskIsSaidAndWhatWasThereStays() {
        try (Database database = Database.open(file, FIRST)) {
            database.change(() -> database.insert("INSERT INTO note VALUES ('kept')"));
            int pages = database.read(() -> database.number("PRAGMA max_page_count = 1")); // as many as there are
            assertThat(pages).isLessThan(100);
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() ->
                            database.change(() -> database.insert("INSERT INTO note VALUES (?)", "x".repeat(1 << 20))))
                    .withMessage(file + ": the disk is full; nothing of this change was kept, earlier ones are safe");
            assertThat(database.read(() -> database.number("SELECT count(*) FROM note")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFolderWithOddCharactersInItsNameHoldsAnInbox() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("100% of a?b #1 ä"));
        Inbox.open(odd.resolve(Inbox.FILE), Clock.systemUTC()).close();
        assertThat(odd.resolve(Inbox.FILE)).exists();
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> Inbox.open(folder.resolve("none/inbox.sqlite"), Clock.systemUTC()))
                .withMessageContaining("its folder does not exist");
    }
}
