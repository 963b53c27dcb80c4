package org.huale.cli.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.huale.app.benchmark.BenchmarkJob;
import org.huale.app.run.RunConfig;
import org.huale.cli.TerminalText;
import org.huale.cli.progress.ProgressReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchmarkProgressTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path folder;

    private BenchmarkJob job(String name, String dataset, Double... work) {
        BenchmarkJob.Place place = new BenchmarkJob.Place(dataset + "/" + name, dataset, folder);
        return new BenchmarkJob(place, RunConfig.defaults(), List.of(work), null);
    }

    private static void end(BenchmarkJob job, int cycle) throws IOException {
        Path file = job.folder().resolve("cycle-" + cycle + "/cycle.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
    }

    @Test
    void timeLeftFollowsThePaceOnTheSameDataSet() throws IOException {
        BenchmarkJob quick = job("quick", "a", 10.0);
        BenchmarkJob two = job("two", "a", 10.0, 20.0);
        BenchmarkJob slow = job("slow", "b", 10.0, 5.0);
        AtomicLong clock = new AtomicLong();
        StringWriter text = new StringWriter();
        BenchmarkProgress progress =
                new BenchmarkProgress(new PrintWriter(text), List.of(quick, two, slow), 2, clock::get);
        progress.began(quick);
        clock.set(20 * SECOND);
        end(quick, 0);
        progress.finished(quick); // 2 s a piece of work; b is not known yet: (30 + 15) * 2 / 2 workers
        progress.began(slow);
        clock.set(60 * SECOND);
        end(slow, 0);
        progress.working(Set.of(slow)); // 4 s on b
        clock.set(70 * SECOND);
        end(slow, 1);
        progress.finished(slow); // (30 * 2) / 2
        assertThat(text.toString().lines())
                .containsExactly(
                        "a/quick: done in 20 s; 1 of 3 runs, about 45 s left",
                        "b/slow: done in 50 s; 2 of 3 runs, about 30 s left");
    }

    /** Names of folders come from anywhere. */
    @Test
    void theLineOnATerminalIsWrittenAnewInItsPlace() {
        BenchmarkJob job = job("one\u001b[2J", "a", 10.0);
        StringWriter text = new StringWriter();
        System.setProperty(ProgressReporter.TERMINAL_PROPERTY, "true");
        try {
            BenchmarkProgress progress = new BenchmarkProgress(TerminalText.around(text), List.of(job), 1);
            progress.working(Set.of(job));
            progress.ended();
        } finally {
            System.clearProperty(ProgressReporter.TERMINAL_PROPERTY);
        }
        assertThat(text).hasToString("\r\u001b[K0 of 1 runs; a/one\\u001b[2J 0/1\r\u001b[K");
    }
}
