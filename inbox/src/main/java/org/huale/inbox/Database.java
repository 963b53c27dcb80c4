package org.huale.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to an SQLite file, used by one thread at a time. Every change is a transaction that is on the disk when the
 * call returns ({@code journal_mode=WAL}, {@code synchronous=FULL}). Other processes may have the file open as well: who
 * writes waits for who is writing.
 */
final class Database implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    /** What people can do about a file that the run cannot go on with. */
    static final String WAY_OUT =
            "Finished requests are safe in annotations.json of their cycles. Put a copy of the file"
                    + " back, or move it away: the run then asks anew for what is not finished, and huale import brings in files that"
                    + " you have";

    private final Path file;
    private final Connection connection;

    /** Statements that belong together. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Makes an object of a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the file, or makes it where it is not there.
     *
     * @throws HualeException where it cannot be, is damaged, or is of another program or a newer version of this one
     */
    static Database open(Path file, Schema schema) {
        return open(file, schema, Database::requireSound);
    }

    /** The same without a look at every page of the file, for whoever has opened it with one and opens it again and again. */
    static Database openAgain(Path file, Schema schema) {
        return open(file, schema, database -> {});
    }

    private static Database open(Path file, Schema schema, Consumer<Database> check) {
        if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("."))) {
            throw new HualeException(file + ": its folder does not exist");
        }
        requireFile(file);
        Database database = new Database(file, connected(file));
        boolean usable = false;
        try {
            check.accept(database);
            if (!database.read(() -> schema.isIn(database))) {
                database.change(() -> {
                    schema.bringUpToDate(database);
                    return true;
                });
            }
            usable = true;
            return database;
        } finally {
            if (!usable) {
                database.close();
            }
        }
    }

    /** SQLite opens its files itself; what it finds must be such. */
    private static void requireFile(Path file) {
        for (String part : List.of("", "-wal", "-shm", "-journal")) {
            requireRegularOrNone(file.resolveSibling(file.getFileName() + part));
        }
    }

    private static void requireRegularOrNone(Path place) {
        try {
            InputFile.requireRegular(place);
        } catch (NoSuchFileException e) {
            // it is made
        } catch (IOException e) {
            throw new HualeException(place + ": " + FileFaults.unread(e), e);
        }
    }

    private static Connection connected(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(PATIENCE_MS);
        config.enforceForeignKeys(true);
        try {
            // As a URI, in which characters such as ? are escaped; a plain name would be cut there.
            return config.createConnection(
                    "jdbc:sqlite:" + file.toAbsolutePath().toUri());
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private void requireSound() {
        String report = read(
                () -> rows("PRAGMA quick_check(1)", row -> row.getString(1)).get(0));
        if (!report.equals("ok")) {
            throw damaged(file, report);
        }
    }

    Path file() {
        return file;
    }

    /** A transaction that changes something: whole or not at all, and on the disk when this returns. */
    synchronized <T> T change(Work<T> work) {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /** Reads that see the same state of the file. */
    synchronized <T> T read(Work<T> work) {
        return transaction("BEGIN", work);
    }

    private <T> T transaction(String begin, Work<T> work) {
        try {
            execute(begin);
            try {
                T result = work.run();
                execute("COMMIT");
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** After a full disk, among others, SQLite has done so by itself, and says that there is nothing to roll back. */
    private void rollBack(Throwable why) {
        try {
            if (!connection.isClosed()) {
                execute("ROLLBACK");
            }
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    void execute(String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepared(sql, arguments)) {
            statement.execute();
        }
    }

    /** Executes a statement once for each row of arguments. */
    void executeEach(String sql, List<List<Object>> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<Object> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setObject(i + 1, row.get(i));
                }
                statement.execute();
            }
        }
    }

    /** Executes an insertion and returns the number of the row. */
    long insert(String sql, @Nullable Object... arguments) throws SQLException {
        execute(sql, arguments);
        return rows("SELECT last_insert_rowid()", row -> row.getLong(1)).get(0);
    }

    <T> List<T> rows(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, arguments);
                ResultSet results = statement.executeQuery()) {
            while (results.next()) {
                rows.add(row.of(results));
            }
        }
        return rows;
    }

    <T> Optional<T> row(String sql, Row<T> row, @Nullable Object... arguments) throws SQLException {
        return rows(sql, row, arguments).stream().findFirst();
    }

    /** The one number that the statement gives. */
    int number(String sql, @Nullable Object... arguments) throws SQLException {
        return rows(sql, row -> row.getInt(1), arguments).get(0);
    }

    private PreparedStatement prepared(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static HualeException failure(Path file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_NOTADB -> damaged(file, "this is no SQLite file");
            case SQLITE_CORRUPT -> damaged(file, String.valueOf(e.getMessage()));
            case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED ->
                new HualeException(
                        file + ": another process has been writing to it for " + PATIENCE_MS / 1000
                                + " s; end it, or wait for it, and try again",
                        e);
            case SQLITE_FULL ->
                new HualeException(
                        file + ": the disk is full; nothing of this change was kept, earlier ones are safe", e);
            default -> new HualeException(file + ": cannot be used: " + e.getMessage(), e);
        };
    }

    private static HualeException damaged(Path file, String how) {
        return new HualeException(file + ": the annotation inbox of this run is damaged (" + how + "). " + WAY_OUT);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }
}
