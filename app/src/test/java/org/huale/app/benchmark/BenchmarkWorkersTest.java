package org.huale.app.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.huale.app.run.RunConfig;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.detect.training.StopSignal;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.storage.FolderLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two benchmarks in one folder, of which the test is the other one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class BenchmarkWorkersTest {

    @TempDir
    private Path folder;

    /** Ends the only cycle of a run, and then with the status that it is told. */
    static final class Ends {
        private Ends() {}

        public static void main(String[] words) {
            ended(Path.of(words[0]));
            System.exit(Integer.parseInt(words[1]));
        }
    }

    private record Program(int status) implements WorkerProgram {
        @Override
        public List<String> command(Path config, Path run, Optional<Path> first) {
            return List.of(Ends.class.getName(), run.toString(), Integer.toString(status));
        }

        @Override
        public Set<String> ownProperties() {
            return Set.of();
        }
    }

    private BenchmarkJob cell() {
        RunConfig config = RunConfig.of(new Settings().assignment("data={pool: 'voc:x:trainval', test: 'voc:x:test'}"));
        BenchmarkJob first = job("first", config, null);
        BenchmarkJob cell = job("cell", config, first);
        RunSummary summary = new RunSummary(
                "cell", "x", "random", "standard", 1, List.of("thing"), ConfigJson.write(config), Map.of());
        RunFolder.create(cell.folder(), summary).close();
        ended(first.folder());
        return cell;
    }

    private BenchmarkJob job(String name, RunConfig config, @Nullable BenchmarkJob first) {
        return new BenchmarkJob(new BenchmarkJob.Place(name, "x", folder), config, List.of(1.0), first);
    }

    private static void ended(Path run) {
        CycleRecord record = new CycleRecord(0, 10, 10, List.of(10), Map.of(), Map.of(), Map.of(), Map.of(), 0, null);
        try {
            Path cycle = Files.createDirectories(run.resolve("cycle-0"));
            Files.writeString(cycle.resolve("cycle.json"), ConfigJson.write(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> failures(BenchmarkJob job, int status, BenchmarkListener listener)
            throws InterruptedException {
        CellExecutor here = new CellExecutor.Here(new CellCommand(folder.resolve("logs"), new Program(status)));
        BenchmarkWorkers.Setup setup =
                new BenchmarkWorkers.Setup(1, here, BenchmarkWorkers.KeptWeights.last, new StopSignal());
        return new BenchmarkWorkers(setup, List.of(job), listener).work();
    }

    /** As where its own process found the run in use, and the other had ended it before that was looked at. */
    @Test
    void aRunThatAnotherHasJustEndedIsNoFailure() throws InterruptedException {
        assertThat(failures(cell(), 1, BenchmarkListener.NONE)).isEmpty();
    }

    /** Until the other one lets go, weights stay; nothing ends for that. */
    @Test
    void aRunThatAnotherHoldsWhenItIsDoneIsTidiedLater() throws InterruptedException {
        Holder other = new Holder();
        assertThat(failures(cell(), 0, other)).isEmpty();
        assertThat(other.rounds).isGreaterThan(2);
    }

    /** Holds the run from its beginning until some rounds after its end. */
    private static final class Holder implements BenchmarkListener {
        private @Nullable FolderLock lock;
        private boolean finished;
        private int rounds;

        @Override
        public void began(BenchmarkJob job) {
            try {
                lock = FolderLock.take(job.folder(), "tidying it");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void finished(BenchmarkJob job) {
            finished = true;
        }

        @Override
        public void working(Collection<BenchmarkJob> running) {
            if (finished && ++rounds == 3 && lock != null) {
                lock.close();
            }
        }
    }
}
