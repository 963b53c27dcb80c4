package org.huale.cli.benchmark;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.huale.app.benchmark.BenchmarkJob;
import org.huale.app.benchmark.BenchmarkListener;
import org.huale.cli.TerminalText;
import org.huale.cli.progress.ProgressInLog;
import org.huale.cli.progress.ProgressReporter;
import org.huale.loop.folder.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how far a benchmark is and how long the rest takes, by the pace at which cycles have ended, of the same data set
 * where one has: a line for each run that ends, and on a terminal one below that is kept up to date.
 */
final class BenchmarkProgress implements BenchmarkListener {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkProgress.class);
    private static final double NANOS = 1e9;

    private final PrintWriter err;
    private final List<BenchmarkJob> jobs;
    private final int workers;
    private final LongSupplier nanoTime;
    private final boolean onTerminal = ProgressReporter.onTerminal();
    private final boolean quiet = Boolean.getBoolean(ProgressReporter.QUIET_PROPERTY);
    private final Map<String, Pace> paces = new TreeMap<>();
    private final Map<BenchmarkJob, Mark> marks = new LinkedHashMap<>();

    /** Where a run stood when last looked at; {@code began} is when its process did. */
    private record Mark(long began, long since, int ended) {}

    private record Pace(double work, double seconds) {
        Pace and(double more, double longer) {
            return new Pace(work + more, seconds + longer);
        }
    }

    BenchmarkProgress(PrintWriter err, List<BenchmarkJob> jobs, int workers) {
        this(err, jobs, workers, System::nanoTime);
    }

    BenchmarkProgress(PrintWriter err, List<BenchmarkJob> jobs, int workers, LongSupplier nanoTime) {
        this.err = err;
        this.jobs = jobs;
        this.workers = workers;
        this.nanoTime = nanoTime;
        jobs.stream().filter(it -> !it.isCell() && it.isDone()).forEach(this::learnFromEarlier);
    }

    /** What an earlier start has measured. */
    private void learnFromEarlier(BenchmarkJob job) {
        RunFolder.read(job.folder()).cycles().stream()
                .limit(1)
                .forEach(it -> learn(
                        job.place().dataset(),
                        job.work().get(0),
                        it.seconds().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()));
    }

    private void learn(String dataset, double work, double seconds) {
        paces.merge(dataset, new Pace(work, seconds), (before, now) -> before.and(now.work(), now.seconds()));
    }

    @Override
    public void began(BenchmarkJob job) {
        long now = nanoTime.getAsLong();
        marks.put(job, new Mark(now, now, job.ended()));
    }

    @Override
    public void working(Collection<BenchmarkJob> running) {
        running.forEach(this::look);
        if (onTerminal && !quiet) {
            TerminalText.takeLineAway(err);
            err.print(line(running));
            err.flush();
        }
    }

    private void look(BenchmarkJob job) {
        Mark mark = marks.get(job);
        int ended = job.ended();
        if (mark == null || ended <= mark.ended()) {
            return;
        }
        long now = nanoTime.getAsLong();
        double work = job.work().subList(mark.ended(), ended).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        learn(job.place().dataset(), work, (now - mark.since()) / NANOS);
        marks.put(job, new Mark(mark.began(), now, ended));
    }

    @Override
    public void finished(BenchmarkJob job) {
        look(job);
        Mark mark = marks.remove(job);
        if (!quiet) {
            clear();
            String took = mark == null ? "" : " in " + spoken((nanoTime.getAsLong() - mark.began()) / NANOS);
            err.println(job.name() + ": done" + took + "; " + summary());
            err.flush();
        }
    }

    @Override
    public void failed(BenchmarkJob job, String reason) {
        clear();
        LOG.error("{}: {}", job.name(), reason);
    }

    @Override
    public void ended() {
        clear();
    }

    /** Takes the last line away, so that another can be printed. */
    private void clear() {
        if (onTerminal && !quiet) {
            TerminalText.takeLineAway(err);
        }
    }

    private String line(Collection<BenchmarkJob> running) {
        return summary() + "; "
                + running.stream()
                        .map(it -> it.name() + " " + it.ended() + "/" + it.cycles())
                        .collect(Collectors.joining(", "));
    }

    private String summary() {
        long done = jobs.stream().filter(BenchmarkJob::isDone).count();
        double left = secondsLeft();
        return done + " of " + jobs.size() + " runs" + (left > 0 ? ", about " + spoken(left) + " left" : "");
    }

    /** 0 while nothing is known. */
    private double secondsLeft() {
        Pace all = paces.values().stream().reduce(new Pace(0, 0), (a, b) -> a.and(b.work(), b.seconds()));
        double seconds = 0;
        for (BenchmarkJob job : jobs) {
            Pace pace = paces.getOrDefault(job.place().dataset(), all);
            seconds += pace.work() == 0 ? 0 : job.left() * pace.seconds() / pace.work();
        }
        return seconds / workers;
    }

    private static String spoken(double seconds) {
        return ProgressInLog.spoken(seconds);
    }
}
