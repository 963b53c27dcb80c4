package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.RunContent;
import org.huale.laws.Damage;
import org.huale.laws.LawSeeds;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every file of a run with a network, damaged in every way, as {@code DamagedRunTest} of the core has it for a made-up detector, by the
 * program's commands. Each file is a test of its own; each cell is a line of {@code target/damage}, as soon as it is known.
 * {@code -Dhuale.damage.files=REGEX} takes some of the files, so that several processes can share them.
 */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.MINUTES)
class DamagedNetworkTest extends TwoCycles {
    private static final long SEED = LawSeeds.fresh();
    private static final String FILES = System.getProperty("huale.damage.files", ".*");
    private static final String WRONG = "wrong: ";
    private static final String KEYS = Program.TINY_RUN + "cycles: 2\nstrategy: entropy\n";
    private static final String TRAINED = KEYS + "training: {iterations: 3}\n";
    private static final String IN_TRAINING = KEYS + "training: {iterations: 12, saving: {everyIterations: 3}}\n";

    @TestFactory
    Stream<DynamicTest> everyFileOfTwoCycles() throws IOException {
        Path run = begun(TRAINED);
        return tests(Attack.of(run, whole(TRAINED), "two-cycles"), files(run));
    }

    /** What a training leaves before it is over, checkpoint and logs; the files of the cycles before it are the other test's. */
    @TestFactory
    Stream<DynamicTest> everyFileOfATrainingThatDied() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Path training = run.resolve("cycle-1/training");
        while (!Files.exists(training.resolve("checkpoint/state.safetensors"))
                || Files.exists(run.resolve("cycle-1/trained.json"))) {
            FileTree.delete(run);
            dieIn(training, run);
        }
        return tests(Attack.of(run, whole(IN_TRAINING), "in-training"), files(training));
    }

    private void dieIn(Path training, Path run) throws IOException, InterruptedException {
        Process child = Program.start(folder.resolve("said.txt"), "run", config(IN_TRAINING), "--out", run.toString());
        while (child.isAlive() && !Files.exists(training.resolve("checkpoint/state.safetensors"))) {
            Thread.sleep(1);
        }
        child.destroyForcibly().waitFor();
    }

    private Stream<DynamicTest> tests(Attack attack, List<Path> files) {
        return files.stream()
                .map(attack.run::relativize)
                .filter(it -> it.toString().matches(FILES))
                .map(it -> DynamicTest.dynamicTest(it.toString(), () -> damage(attack, it)));
    }

    /**
     * What is attacked.
     *
     * @param expected of the same run, never damaged
     * @param log gets a line for each cell
     */
    private record Attack(Path run, Map<String, Object> expected, CellLog log) {
        static Attack of(Path run, Path whole, String name) throws IOException {
            return new Attack(run, RunContent.of(whole), CellLog.of(name, SEED));
        }
    }

    /** @param taken whether the way out is taken, too, where there must be one */
    private record Cell(Path run, Path file, Damage damage, boolean taken) {
        Path path() {
            return run.resolve(file);
        }

        /** Of two that are swapped either may be; where it is their sums, what lies beside them. */
        boolean isNamed(String refusal) {
            boolean swapped = damage.swaps()
                    && (refusal.contains(file.getFileName().toString())
                            || refusal.contains(path().resolveSibling("").toString()));
            return swapped || refusal.contains(path().toString());
        }
    }

    /** The way out is the same for all bytes, and taken for the first of them. */
    private void damage(Attack attack, Path file) throws IOException {
        List<String> wrong = new ArrayList<>();
        boolean taken = false;
        for (Damage damage : Damage.all(attack.run, attack.run.resolve(file), SEED)) {
            long begin = System.nanoTime();
            Cell cell = new Cell(folder.resolve("attacked"), file, damage, !taken || !damage.changesAByte());
            taken |= damage.changesAByte();
            copy(attack.run, cell.run);
            damage.to(cell.path());
            String outcome = outcome(cell, attack.expected);
            attack.log.note(file + ", " + damage + ": " + outcome, begin);
            if (outcome.startsWith(WRONG)) {
                wrong.add(damage + ": " + outcome);
            }
            FileTree.delete(cell.run);
        }
        assertThat(wrong).as("-Dhuale.laws.seed=" + SEED).isEmpty();
    }

    private String outcome(Cell cell, Map<String, Object> expected) throws IOException {
        int status = goOn(cell.run);
        if (status == ExitCode.DONE) {
            return isSame(cell, expected) ? "the same bits" : WRONG + "status 0, other results";
        }
        String refusal = err.toString();
        if (status != ExitCode.USER_INPUT || !cell.isNamed(refusal)) {
            return WRONG + "status " + status + ": " + refusal;
        }
        return cell.taken ? wayOut(cell, expected, refusal) : "refused";
    }

    private String wayOut(Cell cell, Map<String, Object> expected, String refusal) throws IOException {
        if (!refusal.contains("--repair") || goOn(cell.run, "--repair") != ExitCode.DONE) {
            return WRONG + "no way out: " + refusal + err;
        }
        deleteSetAside(cell.run);
        return isSame(cell, expected)
                ? "refused, and the same bits by the way out"
                : WRONG + "other results by the way out";
    }

    private int goOn(Path run, String... more) {
        List<String> words = new ArrayList<>(List.of("resume", run.toString(), "--cycles", "3"));
        words.addAll(List.of(more));
        err.getBuffer().setLength(0);
        return run(words.toArray(String[]::new));
    }

    /** What a training that is over has left may be deleted. */
    private static boolean isSame(Cell cell, Map<String, Object> expected) throws IOException {
        Map<String, Object> wanted = new TreeMap<>(expected);
        Map<String, Object> found = RunContent.of(cell.run);
        if (cell.damage.deletes() && cell.file.toString().contains("/training/")) {
            wanted.keySet().removeIf(it -> cell.file.endsWith(it) && !found.containsKey(it));
        }
        return found.equals(wanted);
    }
}
