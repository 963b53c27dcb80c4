package org.huale.inbox;

import java.sql.SQLException;
import java.util.List;
import org.huale.problem.HualeException;

/**
 * The tables of an inbox, as steps from one version to the next. A new inbox takes all of them, an old one those it lacks.
 *
 * <p>The second step adds indexes. One finds what the log says of an image. The other has all that counts and lists of images are
 * made of, as a whole row takes several pages of the file with its {@code why}.
 */
record Schema(List<List<String>> steps) {
    /** Marks the file as an inbox: {@code HUAI}. */
    static final int APPLICATION = 0x48554149;

    static final Schema CURRENT = new Schema(List.of(List.of("""
            CREATE TABLE request (
              id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, classes TEXT NOT NULL, explanation TEXT NOT NULL,
              created INTEGER NOT NULL, completed INTEGER) STRICT""", """
            CREATE TABLE image (
              id INTEGER PRIMARY KEY, request INTEGER NOT NULL REFERENCES request, assignment INTEGER NOT NULL,
              rank INTEGER NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, width INTEGER NOT NULL,
              height INTEGER NOT NULL, why TEXT NOT NULL,
              state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'skipped', 'sent_back')),
              reason TEXT NOT NULL DEFAULT '', annotator TEXT NOT NULL DEFAULT '',
              reviewer TEXT NOT NULL DEFAULT '', verdict TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
              leased_by TEXT NOT NULL DEFAULT '', leased_until INTEGER NOT NULL DEFAULT 0,
              revision INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0,
              UNIQUE (request, name, assignment)) STRICT""", """
            CREATE TABLE box (
              image INTEGER NOT NULL REFERENCES image, place INTEGER NOT NULL, id INTEGER NOT NULL,
              class INTEGER NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL,
              difficult INTEGER NOT NULL, crowd INTEGER NOT NULL, area REAL NOT NULL, guess INTEGER NOT NULL,
              PRIMARY KEY (image, place)) STRICT, WITHOUT ROWID""", """
            CREATE TABLE guess (
              image INTEGER NOT NULL REFERENCES image, id INTEGER NOT NULL, class INTEGER NOT NULL,
              score REAL NOT NULL, confidence REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL,
              outcome TEXT NOT NULL DEFAULT 'open', PRIMARY KEY (image, id)) STRICT, WITHOUT ROWID""", """
            CREATE TABLE person (
              name TEXT PRIMARY KEY, role TEXT NOT NULL, token_hash TEXT UNIQUE,
              revoked INTEGER NOT NULL DEFAULT 0) STRICT""", """
            CREATE TABLE event (
              id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
              image INTEGER, revision INTEGER NOT NULL, what TEXT NOT NULL) STRICT"""), List.of("""
            CREATE INDEX event_of_image ON event (image, id) WHERE image IS NOT NULL""", """
            CREATE INDEX image_of_request ON image (
              request, name, state, leased_by, leased_until, rank, assignment, annotator, verdict, revision)""")));

    int version() {
        return steps.size();
    }

    /**
     * Whether nothing is to be done.
     *
     * @throws HualeException where the file is of another program, or of a newer version of this one
     */
    boolean isIn(Database database) throws SQLException {
        int application = database.number("PRAGMA application_id");
        int version = database.number("PRAGMA user_version");
        boolean empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
        requireInbox(database, application, version, empty);
        requireNotNewer(database, version);
        return version == version();
    }

    /** Makes the tables of a new file, or brings an old one up to date; all within one transaction of the caller's. */
    void bringUpToDate(Database database) throws SQLException {
        if (isIn(database)) { // another process was faster
            return;
        }
        int version = database.number("PRAGMA user_version");
        for (List<String> step : steps.subList(version, steps.size())) {
            for (String statement : step) {
                database.execute(statement);
            }
        }
        database.execute("PRAGMA application_id = " + APPLICATION);
        database.execute("PRAGMA user_version = " + version());
    }

    private static void requireInbox(Database database, int application, int version, boolean empty) {
        boolean ours = application == APPLICATION && version > 0;
        if (!empty && !ours) {
            throw new HualeException(
                    database.file() + ": is an SQLite file of another program, not the annotation inbox"
                            + " of a run; move it away and go on");
        }
    }

    private void requireNotNewer(Database database, int version) {
        if (version > version()) {
            throw new HualeException(database.file() + ": was written by a newer HUALE (version " + version
                    + " of the inbox, this program knows versions up to " + version() + "); continue with that one");
        }
    }
}
