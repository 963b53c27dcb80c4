package org.huale.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same small thing again and again for a time, {@code -Dhuale.soak.minutes=N}, and asks whether it leaves anything behind: of samples
 * of what this process holds, the median of the last third may exceed that of the first by no more than a tolerance. The first sixth, in
 * which classes are loaded and code is compiled, counts as nothing. Needs Linux.
 */
public final class Soak {
    private static final Logger LOG = LoggerFactory.getLogger(Soak.class);
    private static final double MINUTES = Double.parseDouble(System.getProperty("huale.soak.minutes", "1"));
    private static final int SAMPLES = 60;
    private static final Path PROCESS = Path.of("/proc/self");

    /** What is done, by its number. */
    public interface Step {
        void take(int number) throws Exception;
    }

    /**
     * What the process holds.
     *
     * @param heap bytes of Java after a collection
     * @param resident bytes of the whole process in memory
     */
    private record Sample(long heap, long resident, long handles, long threads) {}

    /**
     * What may differ.
     *
     * @param share of the first median
     * @param least that is always allowed
     */
    private record Kind(String name, ToLongFunction<Sample> of, double share, long least) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("heap after a collection, bytes", Sample::heap, 0.05, 4L << 20),
            new Kind("resident memory, bytes", Sample::resident, 0.05, 32L << 20),
            new Kind("open files", Sample::handles, 0, 2),
            new Kind("threads", Sample::threads, 0, 2));

    private Soak() {}

    /** Says the medians, also where all is well. */
    public static void run(String name, Step step) throws Exception {
        long nanos = Math.round(MINUTES * Duration.ofMinutes(1).toNanos());
        long begin = System.nanoTime();
        List<Sample> samples = new ArrayList<>();
        int steps = 0;
        while (System.nanoTime() - begin < nanos) {
            step.take(steps++);
            if (System.nanoTime() - begin >= samples.size() * (nanos / SAMPLES)) {
                samples.add(sample());
            }
        }
        LOG.info("{}: {} steps, {} samples in {} minutes", name, steps, samples.size(), MINUTES);
        List<Sample> warm = samples.subList(samples.size() / 6, samples.size());
        assertThat(warm).as("samples").hasSizeGreaterThan(5);
        KINDS.forEach(kind -> requireFlat(name, kind, warm));
    }

    private static void requireFlat(String name, Kind kind, List<Sample> samples) {
        int third = samples.size() / 3;
        long first = median(kind, samples.subList(0, third));
        long last = median(kind, samples.subList(samples.size() - third, samples.size()));
        long tolerance = Math.max(kind.least(), Math.round(kind.share() * first));
        String words = String.format(
                Locale.ROOT,
                "%s: %s: median of the first third %,d, of the last %,d; %,d more are allowed",
                name,
                kind.name(),
                first,
                last,
                tolerance);
        LOG.info(words);
        assertThat(last - first).as(words).isLessThanOrEqualTo(tolerance);
    }

    private static long median(Kind kind, List<Sample> samples) {
        long[] sorted = samples.stream().mapToLong(kind.of()).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Sample sample() throws IOException {
        System.gc();
        System.gc();
        Runtime java = Runtime.getRuntime();
        return new Sample(
                java.totalMemory() - java.freeMemory(),
                resident(),
                handles(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static long resident() throws IOException {
        return Files.readAllLines(PROCESS.resolve("status")).stream()
                .filter(it -> it.startsWith("VmRSS:"))
                .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    private static long handles() throws IOException {
        try (Stream<Path> open = Files.list(PROCESS.resolve("fd"))) {
            return open.count();
        }
    }
}
