package org.huale.cli.benchmark;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.huale.app.benchmark.BenchmarkJob;
import org.huale.app.benchmark.BenchmarkListener;
import org.huale.cli.TerminalText;
import org.huale.cli.progress.ProgressInLog;
import org.huale.cli.progress.ProgressReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how far a benchmark is and how long the rest takes: a line for each run that ends, and on a terminal one below that is kept up to
 * date.
 */
final class BenchmarkProgress implements BenchmarkListener {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkProgress.class);

    private final PrintWriter err;
    private final List<BenchmarkJob> jobs;
    private final int workers;
    private final BenchmarkPace pace;
    private final boolean onTerminal = ProgressReporter.onTerminal();
    private final boolean quiet = ProgressReporter.isQuiet();

    BenchmarkProgress(PrintWriter err, List<BenchmarkJob> jobs, int workers) {
        this(err, jobs, workers, System::nanoTime);
    }

    BenchmarkProgress(PrintWriter err, List<BenchmarkJob> jobs, int workers, LongSupplier nanoTime) {
        this.err = err;
        this.jobs = jobs;
        this.workers = workers;
        this.pace = new BenchmarkPace(jobs, nanoTime);
    }

    @Override
    public void began(BenchmarkJob job) {
        pace.began(job);
    }

    @Override
    public void working(Collection<BenchmarkJob> running) {
        running.forEach(pace::look);
        if (onTerminal && !quiet) {
            TerminalText.takeLineAway(err);
            err.print(line(running));
            err.flush();
        }
    }

    @Override
    public void finished(BenchmarkJob job) {
        OptionalDouble seconds = pace.finished(job);
        if (!quiet) {
            clear();
            String took = seconds.isEmpty() ? "" : " in " + ProgressInLog.spoken(seconds.getAsDouble());
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
        double left = pace.secondsLeft() / workers;
        return done + " of " + jobs.size() + " runs"
                + (left > 0 ? ", about " + ProgressInLog.spoken(left) + " left" : "");
    }
}
