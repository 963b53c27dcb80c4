package org.huale.app.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.huale.app.process.Termination;
import org.huale.detect.training.StopSignal;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the jobs of a benchmark done by processes, so many at a time. What is done is passed over, what another process works
 * on is waited for, and what fails holds up nothing but what needs it.
 */
public final class BenchmarkWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkWorkers.class);
    private static final long PAUSE_MILLISECONDS = 200;
    private static final long MOST_SECONDS_UNSEEN = 120; // NFS may show for a minute what was there before

    private final Setup setup;
    private final BenchmarkListener listener;
    private final List<BenchmarkJob> pending;
    private final Map<BenchmarkJob, Worker> running = new LinkedHashMap<>();
    private final Map<String, String> failures = new TreeMap<>();

    /** Done, and not opened when it was tried for the first time. */
    private final Set<BenchmarkJob> untidied = new HashSet<>();

    /** Since when the process of a run has ended well and not all of its cycles are seen. */
    private final Map<BenchmarkJob, Long> unseen = new HashMap<>();

    /**
     * @param workers processes at a time
     * @param keep which weights stay of a cell that is done
     * @param executor who has them run
     * @param stop asks to end
     */
    public record Setup(int workers, CellExecutor executor, KeptWeights keep, StopSignal stop) {}

    /** Which weights stay of a cell that is done. */
    public enum KeptWeights {
        none,
        last,
        all
    }

    /** @param jobs in the order in which they are begun */
    public BenchmarkWorkers(Setup setup, List<BenchmarkJob> jobs, BenchmarkListener listener) {
        this.setup = setup;
        this.pending = new ArrayList<>(jobs);
        this.listener = listener;
    }

    /** What went wrong, by name of the job; empty where all is done or stopping was asked for. */
    public Map<String, String> work() throws InterruptedException {
        try {
            while (!setup.stop().raised() && goOn()) {
                listener.working(running.keySet());
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } finally {
            stop();
            listener.ended();
        }
        return failures;
    }

    /** Whether there is something left to wait for. */
    private boolean goOn() {
        List.copyOf(running.keySet()).stream()
                .filter(job -> !worker(job).isAlive())
                .forEach(this::ended);
        leaveOut();
        while (running.size() < setup.workers()) {
            Optional<BenchmarkJob> next = pending.stream().filter(this::isReady).findFirst();
            if (next.isEmpty()) {
                break;
            }
            start(next.get());
        }
        return !running.isEmpty() || !pending.isEmpty();
    }

    private void start(BenchmarkJob job) {
        pending.remove(job);
        unseen.remove(job);
        try {
            running.put(job, setup.executor().start(job));
        } catch (HualeException e) { // such as no room for its log, or for one process more
            failed(job, String.valueOf(e.getMessage()));
            return;
        }
        listener.began(job);
    }

    private Worker worker(BenchmarkJob job) {
        Worker worker = running.get(job);
        if (worker == null) {
            throw new IllegalStateException(job.name() + " is not worked on");
        }
        return worker;
    }

    /** Passes over what is done and what cannot be done. */
    private void leaveOut() {
        for (BenchmarkJob job : List.copyOf(pending)) {
            BenchmarkJob awaited = job.awaited();
            if (isBusy(job)) {
                continue;
            }
            if (job.isDone()) {
                if (isTidied(job)) {
                    pending.remove(job);
                }
            } else if (awaited != null && failures.containsKey(awaited.name())) {
                pending.remove(job);
                failures.put(job.name(), "not begun: " + awaited.name() + " failed");
            }
        }
    }

    private boolean isReady(BenchmarkJob job) {
        return job.awaited() == null && !isBusy(job) && !job.isDone();
    }

    /** Whether a process works on it, perhaps of a benchmark that was killed and has yet to notice. */
    private static boolean isBusy(BenchmarkJob job) {
        return FolderLock.isHeld(job.folder());
    }

    private void ended(BenchmarkJob job) {
        Worker worker = worker(job);
        running.remove(job);
        try {
            settle(job, worker);
        } catch (HualeException e) { // how it ended is not known
            failed(job, String.valueOf(e.getMessage()));
        }
    }

    private void settle(BenchmarkJob job, Worker worker) {
        boolean isDone = worker.exitCode() == 0 && job.isDone();
        if (isDone || isDoneByAnother(job)) {
            if (!isTidied(job)) {
                pending.add(job);
            }
            listener.finished(job);
        } else if (isBusy(job)) {
            pending.add(0, job); // another process was faster
        } else if (worker.exitCode() == 0 && isSeenLate(job)) {
            running.put(job, worker); // to be looked at again
        } else if (!setup.stop().raised()) {
            failed(job, how(job, worker) + " (" + worker.log() + ")");
        }
    }

    /** Whether all cycles of a run may be there and not be seen yet, as another machine wrote them. */
    private boolean isSeenLate(BenchmarkJob job) {
        long since = unseen.computeIfAbsent(job, it -> System.nanoTime());
        return setup.executor() instanceof SubmittedCells
                && System.nanoTime() - since < TimeUnit.SECONDS.toNanos(MOST_SECONDS_UNSEEN);
    }

    private static String how(BenchmarkJob job, Worker worker) {
        if (worker.wasStopped()) {
            return "was stopped from outside";
        }
        String cycles = worker.exitCode() == 0 ? " after " + job.ended() + " of " + job.cycles() + " cycles" : "";
        return "exit status " + worker.exitCode() + cycles + ": " + worker.lastWords();
    }

    private void failed(BenchmarkJob job, String reason) {
        failures.put(job.name(), reason);
        listener.failed(job, reason);
    }

    /** Whether it has ended although its own process failed, as that of another benchmark may have been faster. */
    private static boolean isDoneByAnother(BenchmarkJob job) {
        return !isBusy(job) && job.isDone();
    }

    /**
     * Frees what neither a report nor the next cell needs; not where another benchmark does so at the moment. What cannot
     * be opened at the second try either has failed, and nothing more is done with it.
     */
    private boolean isTidied(BenchmarkJob job) {
        if (!job.isCell() || setup.keep() == KeptWeights.all || !job.isDone()) {
            return true;
        }
        try (RunFolder folder = RunFolder.open(job.folder())) {
            folder.deleteWeights(setup.keep() == KeptWeights.none);
            return true;
        } catch (HualeException e) {
            if (isBusy(job) || untidied.add(job)) { // who held it may have let go since
                return false;
            }
            failed(job, String.valueOf(e.getMessage()));
            return true;
        }
    }

    private void stop() throws InterruptedException {
        running.values().forEach(Worker::stop);
        for (Map.Entry<BenchmarkJob, Worker> it : running.entrySet()) {
            if (!it.getValue().awaitEnd(Termination.SECONDS_FOR_OTHERS)) {
                LOG.warn("{}: takes long to stop", it.getKey().name());
            }
        }
    }
}
