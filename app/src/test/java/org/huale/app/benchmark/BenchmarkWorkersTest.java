package org.huale.app.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;
import org.huale.storage.OwnFiles;
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

    /** Ends without having done anything, as if all were well. */
    static final class Idles implements WorkerProgram {

        public static void main(String[] words) {}

        @Override
        public List<String> command(Path config, Path run, Optional<Path> first) {
            return List.of(Idles.class.getName());
        }

        @Override
        public Set<String> ownProperties() {
            return Set.of();
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

    private static RunConfig config() {
        return RunConfig.of(new Settings().assignment("data={pool: 'voc:x:trainval', test: 'voc:x:test'}"));
    }

    private BenchmarkJob cell(String name) {
        RunConfig config = config();
        BenchmarkJob first = job("first", config, null);
        BenchmarkJob cell = job(name, config, first);
        RunSummary summary = new RunSummary(
                name, "x", "random", "standard", 1, List.of("thing"), ConfigJson.write(config), Map.of());
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

    private Map<String, String> failures(List<BenchmarkJob> jobs, int status, BenchmarkListener listener)
            throws InterruptedException {
        return failures(jobs, new CellExecutor.Here(command(status)), listener);
    }

    private CellCommand command(int status) {
        return new CellCommand(folder.resolve("logs"), new Program(status));
    }

    private static Map<String, String> failures(
            List<BenchmarkJob> jobs, CellExecutor executor, BenchmarkListener listener) throws InterruptedException {
        BenchmarkWorkers.Setup setup =
                new BenchmarkWorkers.Setup(1, executor, BenchmarkWorkers.KeptWeights.last, new StopSignal());
        return new BenchmarkWorkers(setup, jobs, listener).work();
    }

    /** As where its own process found the run in use, and the other had ended it before that was looked at. */
    @Test
    void aRunThatAnotherHasJustEndedIsNoFailure() throws InterruptedException {
        assertThat(failures(List.of(cell("cell")), 1, BenchmarkListener.NONE)).isEmpty();
    }

    /** Until the other one lets go, weights stay; nothing ends for that. */
    @Test
    void aRunThatAnotherHoldsWhenItIsDoneIsTidiedLater() throws InterruptedException {
        Holder other = new Holder();
        assertThat(failures(List.of(cell("cell")), 0, other)).isEmpty();
        assertThat(other.rounds).isGreaterThan(2);
    }

    /** As one whose files are damaged or were copied read-only. */
    @Test
    void aRunThatIsDoneAndCannotBeOpenedFailsAloneAndIsNotBegun() throws InterruptedException, IOException {
        BenchmarkJob damaged = cell("damaged");
        ended(damaged.folder());
        Files.writeString(damaged.folder().resolve("cycle-0/cycle.json"), "{");
        BenchmarkJob sound = cell("sound");
        List<String> heard = new ArrayList<>();
        assertThat(failures(List.of(damaged, sound), 0, new Ear(heard)))
                .containsOnlyKeys("damaged")
                .hasEntrySatisfying("damaged", it -> assertThat(it).contains("cycle.json: damaged"));
        assertThat(heard).containsExactlyInAnyOrder("sound began", "sound finished", "damaged failed");
        assertThat(sound.isDone()).isTrue();
    }

    /** As one of another user, or on a disk that is read-only. */
    @Test
    void aRunThatCannotBeWrittenToFailsAlone() throws InterruptedException, IOException {
        BenchmarkJob foreign = cell("foreign");
        ended(foreign.folder());
        for (String name : FolderLock.NAMES) {
            Path lock = foreign.folder().resolve(name);
            Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("r--r--r--"));
            assumeFalse(Files.isWritable(lock), "permissions hold for everybody");
        }
        BenchmarkJob sound = cell("sound");
        assertThat(failures(List.of(foreign, sound), 0, BenchmarkListener.NONE))
                .containsOnlyKeys("foreign")
                .hasEntrySatisfying("foreign", it -> assertThat(it).contains("cannot be used"));
        assertThat(sound.isDone()).isTrue();
    }

    /** As where there is no room for what is written for it. */
    @Test
    void aRunThatCannotBeStartedFailsAlone() throws InterruptedException, IOException {
        BenchmarkJob stuck = cell("stuck");
        BenchmarkJob sound = cell("sound");
        Files.createDirectories(folder.resolve("logs/stuck.json"));
        List<String> heard = new ArrayList<>();
        assertThat(failures(List.of(stuck, sound), 0, new Ear(heard)))
                .containsOnlyKeys("stuck")
                .hasEntrySatisfying("stuck", it -> assertThat(it).contains("stuck.json: cannot be written"));
        assertThat(heard).containsExactly("stuck failed", "sound began", "sound finished");
        assertThat(sound.isDone()).isTrue();
    }

    /** As where the disk was full when a run that was handed over ended. */
    @Test
    void aRunOfWhichNobodyKnowsHowItEndedFailsAlone() throws InterruptedException {
        BenchmarkJob lost = cell("lost");
        BenchmarkJob sound = cell("sound");
        Path empty = folder.resolve("logs/lost.status");
        String submit =
                "case {cell} in *lost.sh) : > " + SubmittedCells.quoted(empty.toString()) + " ;; *) {cell} ;; esac";
        assertThat(failures(List.of(lost, sound), new SubmittedCells(command(0), submit), BenchmarkListener.NONE))
                .containsOnlyKeys("lost")
                .hasEntrySatisfying("lost", it -> assertThat(it).contains("lost.status: holds no exit code"));
        assertThat(sound.isDone()).isTrue();
    }

    /** Or the cells that wait for its first cycle would be waited for without end. */
    @Test
    void aRunThatEndsWellWithoutItsCyclesHasFailed() throws InterruptedException {
        BenchmarkJob first = job("first", config(), null);
        BenchmarkJob cell = job("cell", config(), first);
        CellExecutor idling = new CellExecutor.Here(new CellCommand(folder.resolve("logs"), new Idles()));
        List<String> heard = new ArrayList<>();
        assertThat(failures(List.of(first, cell), idling, new Ear(heard)))
                .containsOnlyKeys("first", "cell")
                .hasEntrySatisfying("first", it -> assertThat(it).contains("exit status 0 after 0 of 1 cycles"))
                .containsEntry("cell", "not begun: first failed");
        assertThat(heard).containsExactly("first began", "first failed");
    }

    /** As on NFS, which may show another machine for a minute what was there before. */
    @Test
    void cyclesThatAreSeenLateAreAwaitedWhereOthersWorkOnTheRun() throws InterruptedException {
        BenchmarkJob late = cell("late");
        ended(folder.resolve("unseen"));
        String status = SubmittedCells.quoted(folder.resolve("logs/late.status").toString());
        String cycle = SubmittedCells.quoted(folder.resolve("unseen/cycle-0").toString());
        String run = SubmittedCells.quoted(late.folder().toString());
        String ends = "echo 0 > " + status + ".new; mv " + status + ".new " + status;
        String submit = ": {cell}; " + ends + "; sleep 1; mv " + cycle + " " + run;
        List<String> heard = new ArrayList<>();
        assertThat(failures(List.of(late), new SubmittedCells(command(0), submit), new Ear(heard)))
                .isEmpty();
        assertThat(heard).containsExactly("late began", "late finished");
        assertThat(late.isDone()).isTrue();
    }

    @Test
    void scriptsThatAnEarlierVersionLeftAreGoneOnWithAndOthersStay() throws InterruptedException, IOException {
        BenchmarkJob cell = cell("cell");
        OwnFiles list = new OwnFiles(folder, "benchmark");
        list.adopt(List.of("logs/cell.log", "logs/cell.json"));
        assertThat(new SubmittedCells(command(0), ": {cell}").start(cell).awaitEnd(1))
                .isTrue();
        Files.writeString(folder.resolve("logs/cell.status"), "0\n");
        BenchmarkFolder benchmark = new BenchmarkFolder(folder);
        benchmark.claim(List.of(cell));
        assertThat(list.held()).contains("logs/cell.sh", "logs/cell.status");
        list.forget(List.of("logs/cell.sh"));
        Files.writeString(folder.resolve("logs/cell.sh"), "echo mine\n");
        assertThatThrownBy(() -> benchmark.claim(List.of(cell)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("cell.sh: is there");
    }

    private record Ear(List<String> heard) implements BenchmarkListener {
        @Override
        public void began(BenchmarkJob job) {
            heard.add(job.name() + " began");
        }

        @Override
        public void finished(BenchmarkJob job) {
            heard.add(job.name() + " finished");
        }

        @Override
        public void failed(BenchmarkJob job, String reason) {
            heard.add(job.name() + " failed");
        }
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
