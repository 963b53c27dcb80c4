package org.huale.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.huale.inbox.InboxFixture.request;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
