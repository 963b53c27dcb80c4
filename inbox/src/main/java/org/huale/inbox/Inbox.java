package org.huale.inbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.huale.problem.HualeException;

/**
 * What people annotate for one run, while they are at it: an SQLite file in the run's folder. Whatever way annotations come
 * in, they end up here; the run reads them from here. Every change is on the disk before the call that makes it returns, so
 * that neither a killed process nor a power cut loses what was acknowledged. Several threads and several processes may have
 * the same inbox open; the file must lie on a local disk, as SQLite's log does not work over a network.
 */
public final class Inbox implements AutoCloseable {
    /** The file's name in the folder of a run. */
    public static final String FILE = "inbox.sqlite";

    private final Database database;
    private final Requests requests;
    private final Images images;
    private final Leases leases;
    private final Work work;
    private final People people;
    private final Events events;

    private Inbox(Database database, Clock clock) {
        this.database = database;
        this.events = new Events(database, clock);
        this.images = new Images(database, clock);
        this.requests = new Requests(database, images, events, clock);
        this.leases = new Leases(database, images, clock);
        this.work = new Work(database, images, events, leases);
        this.people = new People(database, events);
    }

    /**
     * Opens the inbox, or makes an empty one where the file is not there.
     *
     * @param clock by which leases end and the log is kept
     * @throws HualeException where the file is damaged, of another program, of a newer HUALE, or cannot be written
     */
    public static Inbox open(Path file, Clock clock) {
        return new Inbox(Database.open(file, Schema.CURRENT), clock);
    }

    /** The inbox of a run's folder, where there is one; otherwise as {@link #open}. */
    public static Optional<Inbox> ofRun(Path folder, Clock clock) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(open(file, clock)) : Optional.empty();
    }

    /**
     * As {@link #ofRun}, without the check of the whole file, which takes its time where that is large: for whoever has opened it with
     * one, and looks at it again and again.
     */
    public static Optional<Inbox> ofRunAgain(Path folder, Clock clock) {
        Path file = folder.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(new Inbox(Database.openAgain(file, Schema.CURRENT), clock))
                : Optional.empty();
    }

    /** What the run asked for, and what came of it. */
    public Requests requests() {
        return requests;
    }

    /** Images as they are. */
    public Images images() {
        return images;
    }

    /** Who has which image to himself. */
    public Leases leases() {
        return leases;
    }

    /** Changes of images. */
    public Work work() {
        return work;
    }

    public People people() {
        return people;
    }

    /** All that happened. */
    public Events events() {
        return events;
    }

    @Override
    public void close() {
        database.close();
    }
}
