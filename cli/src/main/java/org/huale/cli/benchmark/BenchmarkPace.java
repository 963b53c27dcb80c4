package org.huale.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.huale.app.benchmark.BenchmarkJob;
import org.huale.loop.folder.RunFolder;

/** How long the rest of a benchmark takes, by the pace at which cycles have ended, of the same data set where one has. */
final class BenchmarkPace {
    private static final double NANOS = 1e9;

    private final List<BenchmarkJob> jobs;
    private final LongSupplier nanoTime;
    private final Map<String, Pace> paces = new TreeMap<>();
    private final Map<BenchmarkJob, Mark> marks = new LinkedHashMap<>();

    /** Where a run stood when last looked at; {@code began} is when its process did. */
    private record Mark(long began, long since, int ended) {}

    private record Pace(double work, double seconds) {
        Pace and(double more, double longer) {
            return new Pace(work + more, seconds + longer);
        }
    }

    BenchmarkPace(List<BenchmarkJob> jobs, LongSupplier nanoTime) {
        this.jobs = jobs;
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

    void began(BenchmarkJob job) {
        long now = nanoTime.getAsLong();
        marks.put(job, new Mark(now, now, job.ended()));
    }

    /** Learns from the cycles that have ended since the last look. */
    void look(BenchmarkJob job) {
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

    /** Looks for the last time; returns the seconds since the run's process began, where it was seen to begin. */
    OptionalDouble finished(BenchmarkJob job) {
        look(job);
        Mark mark = marks.remove(job);
        return mark == null ? OptionalDouble.empty() : OptionalDouble.of((nanoTime.getAsLong() - mark.began()) / NANOS);
    }

    /** Of all that is left, one run after the other; 0 while nothing is known. */
    double secondsLeft() {
        Pace all = paces.values().stream().reduce(new Pace(0, 0), (a, b) -> a.and(b.work(), b.seconds()));
        double seconds = 0;
        for (BenchmarkJob job : jobs) {
            Pace pace = paces.getOrDefault(job.place().dataset(), all);
            seconds += pace.work() == 0 ? 0 : job.left() * pace.seconds() / pace.work();
        }
        return seconds;
    }
}
