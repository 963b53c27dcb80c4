package org.huale.app.annotate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.huale.app.process.Termination;
import org.huale.app.run.GivenDetector;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.StoppedException;
import org.huale.inbox.content.RequestCounts;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.process.ChildProcess;
import org.huale.storage.FolderLock;

/**
 * Stays with a run from one request to the next: lets a process of its own work until people have to, waits until as much as is
 * wanted is finished, or the file of a detector is there that others train, and lets a process go on. Only the waiting is done
 * here, so that nothing that goes wrong in a training ends it.
 *
 * <p>Where people work in another program, it is asked from time to time for what is finished there.
 *
 * <p>Another process that works on the run goes first. What a person has to mend is tried again when the inbox or a file changes, or
 * the other program can be asked again; once where that answers all along. After any other fault it is tried again after each of
 * the pauses in turn; a cycle that ends in between starts the count anew.
 */
public final class RunWatch {
    private static final int LOOKS_A_VISIT = 15; // another program is asked less often than the disk

    private final Setup setup;
    private final WatchListener listener;
    private final WatchedInbox inbox;
    private final VisitedDoor door;
    private int faults;
    private String complaint = "";
    private String doorSaid = "";
    private boolean doorFailed;
    private String mistake = "";
    private int cycles;

    /**
     * @param run the run's folder
     * @param enough share of a request that must be finished, in (0, 1]
     * @param log what the processes say is appended to
     * @param stop asks to end
     */
    public record Setup(Path run, double enough, WatchProgram program, WatchPauses pauses, Path log, StopSignal stop) {}

    /** How it ended. */
    public enum Ending {
        /** Nothing is left to do. */
        DONE,
        /** Asked to stop; the same call goes on. */
        STOPPED,
        /** Fault after fault. */
        GAVE_UP
    }

    /**
     * How a process ended.
     *
     * @param words what it said last, or why it could not be started
     */
    private record Outcome(WatchProgram.Ending ending, String words) {}

    public RunWatch(Setup setup, WatchListener listener) {
        this.setup = setup;
        this.listener = listener;
        this.inbox = new WatchedInbox(setup.run());
        this.door = new VisitedDoor(
                setup.run(), inbox, setup.pauses().look().multipliedBy(LOOKS_A_VISIT), setup.stop()::raised);
        this.cycles = RunFolder.cyclesEnded(setup.run());
    }

    /** Works and waits until nothing is left to do, it is asked to stop, or it gives up. */
    public Ending run() throws InterruptedException {
        while (!setup.stop().raised()) {
            if (isBusy()) {
                continue;
            }
            RunMark before = mark();
            Optional<Outcome> ended = worked();
            if (ended.isEmpty()) {
                return Ending.STOPPED;
            }
            switch (ended.get().ending()) {
                case DONE -> {
                    return Ending.DONE;
                }
                case WAITS -> awaitSomebody(before);
                case BUSY -> leaveToOther();
                case MISTAKE -> awaitMended(ended.get().words(), before);
                case FAULT -> {
                    if (!paused(ended.get().words())) {
                        return Ending.GAVE_UP;
                    }
                }
            }
        }
        return Ending.STOPPED;
    }

    private boolean isBusy() throws InterruptedException {
        boolean busy = FolderLock.isHeld(setup.run());
        if (busy) {
            leaveToOther();
        }
        return busy;
    }

    private void leaveToOther() throws InterruptedException {
        listener.busy();
        pause(setup.pauses().look());
    }

    /** What came of a process that was to go on; empty where it was asked to stop. */
    private Optional<Outcome> worked() throws InterruptedException {
        inbox.checkNext();
        listener.working();
        ChildProcess child;
        try {
            child = ChildProcess.start(
                    setup.program().command(), setup.program().ownProperties(), setup.log());
        } catch (HualeException e) { // such as no room for its log, or for one process more
            return Optional.of(new Outcome(WatchProgram.Ending.FAULT, String.valueOf(e.getMessage())));
        }
        return hasEnded(child) ? Optional.of(outcome(child)) : Optional.empty();
    }

    /** Whether a process has ended by itself; where not, it is stopped, as was asked for. */
    private boolean hasEnded(ChildProcess child) throws InterruptedException {
        try {
            while (!child.awaitEnd(1)) {
                if (setup.stop().raised()) {
                    return false;
                }
            }
            return !setup.stop().raised();
        } finally {
            child.stop();
            child.awaitEnd(Termination.SECONDS_FOR_OTHERS);
        }
    }

    private Outcome outcome(ChildProcess ended) {
        WatchProgram.Ending ending = setup.program().ending(ended.exitCode());
        String code = ending == WatchProgram.Ending.FAULT ? "exit code " + ended.exitCode() + ": " : "";
        return new Outcome(ending, code + ended.lastWords());
    }

    private void awaitSomebody(RunMark before) throws InterruptedException {
        faults = 0;
        mistake = "";
        Optional<GivenDetector> missing = missing();
        if (missing.isPresent()) {
            await(missing.get());
        } else {
            awaitEnough(before);
        }
    }

    /** None where the run cannot be read, which is said: what is wrong is waited for like files. */
    private Optional<GivenDetector> missing() {
        try {
            return GivenDetector.missing(setup.run());
        } catch (HualeException e) {
            complain(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Waits until the file is there and nobody writes it any more. */
    private void await(GivenDetector missing) throws InterruptedException {
        listener.said(missing.words());
        String before = "";
        while (!setup.stop().raised() && (!missing.isThere() || !missing.state().equals(before))) {
            before = missing.state();
            pause(setup.pauses().look());
        }
    }

    /** Waits until enough is finished, or a file has come that may make it enough. */
    private void awaitEnough(RunMark before) throws InterruptedException {
        int told = -1;
        while (!setup.stop().raised()) {
            visited();
            Optional<RequestCounts> finished = finished(told);
            if (finished.filter(it -> it.isEnough(setup.enough())).isPresent() || settled(before.files())) {
                return;
            }
            told = finished.map(RequestCounts::finished).orElse(told);
            pause(setup.pauses().look());
        }
    }

    /** Whether another program that people work in was asked, and nothing there has to be mended. */
    private boolean visited() {
        try {
            Optional<String> said = door.visit();
            said.filter(what -> !what.equals(doorSaid)).ifPresent(listener::said);
            doorSaid = said.orElse(doorSaid);
            return said.isPresent();
        } catch (HualeException e) {
            doorFailed = true;
            complain(String.valueOf(e.getMessage()));
            return false;
        } catch (StoppedException e) {
            return false; // whoever called looks at the same signal next
        }
    }

    /** Whether files have changed, and nobody is writing them any more. */
    private boolean settled(String before) throws InterruptedException {
        String now = files();
        if (now.equals(before)) {
            return false;
        }
        pause(setup.pauses().look());
        return files().equals(now);
    }

    /**
     * How far the current request is; empty where there is none, or where it cannot be read at the moment, which is said.
     *
     * @param told images that the listener knows to be finished
     */
    private Optional<RequestCounts> finished(int told) {
        try {
            return inbox.ask(there -> there.requests().current().map(request -> {
                RequestCounts counts = there.requests().counts(request.key(), "");
                if (counts.finished() != told) {
                    listener.waiting(request.key(), counts.finished(), counts.total());
                }
                return counts;
            }));
        } catch (HualeException e) {
            complain(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Says something once, until something else is wrong. */
    private void complain(String what) {
        if (!what.equals(complaint)) {
            complaint = what;
            listener.wrong(what);
        }
    }

    /**
     * Waits until something has changed. That another program answers is a change where it did not before, or where the same was not
     * tried yet: it may be what was wrong, and is right by now.
     */
    private void awaitMended(String words, RunMark before) throws InterruptedException {
        doorFailed = !words.equals(mistake);
        mistake = words;
        complaint = mistake;
        listener.wrong(mistake);
        RunMark now = mark();
        while (!setup.stop().raised() && now.equals(before) && !(visited() && doorFailed)) {
            pause(setup.pauses().look());
            now = mark();
        }
    }

    /** Waits before another try; false where there have been enough. */
    private boolean paused(String how) throws InterruptedException {
        int done = RunFolder.cyclesEnded(setup.run());
        faults = done > cycles ? 0 : faults;
        cycles = done;
        boolean again = faults < setup.pauses().retries().size();
        Optional<Duration> next = again ? Optional.of(setup.pauses().retries().get(faults)) : Optional.empty();
        listener.failed(how, next);
        faults++;
        if (next.isPresent()) {
            pause(next.get());
        }
        return again;
    }

    private void pause(Duration length) throws InterruptedException {
        long until = System.nanoTime() + length.toNanos();
        while (!setup.stop().raised() && System.nanoTime() < until) {
            Thread.sleep(Math.min(100, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
        }
    }

    private RunMark mark() {
        return RunMark.of(setup.run(), inbox);
    }

    private String files() {
        return RunMark.files(setup.run());
    }
}
