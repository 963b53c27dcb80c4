package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.cli.RunContent;
import org.huale.laws.Damage;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of runs, as the program's user meets them. */
class DamagedFilesTest extends ProgramTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsDamagedIsNamedCheckedAndRepaired() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        succeed("check", run.toString());
        assertThat(out.toString()).contains("every file is what was written");
        Path annotations = run.resolve("cycle-0/annotations.json");
        Files.writeString(annotations, Files.readString(annotations).replaceFirst("\\d\\.0", "7.0"));
        Map<String, Object> damaged = RunContent.of(run);

        assertThat(run("check", run.toString())).isEqualTo(ExitCode.USER_INPUT);
        assertThat(out.toString())
                .contains(annotations + ": damaged", "--repair", "read again", "1 file is not what was written");
        assertThat(run("resume", run.toString(), "--cycles", "3")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(annotations + ": damaged", "'huale resume " + run + "' with --repair");
        assertThat(RunContent.of(run)).containsAllEntriesOf(without(damaged, "config.json"));

        succeed("resume", run.toString(), "--cycles", "3", "--repair");
        assertThat(err.toString()).contains("annotations.json: set aside as ", "cycle-1/trained.json: set aside as ");
        succeed("check", run.toString());
        assertThat(setAside(run)).hasSize(1);
        assertThat(setAside(run).get(0).resolve("cycle-0/annotations.json")).exists();
        FileTree.delete(setAside(run).get(0));
        assertThat(RunContent.of(run)).isEqualTo(RunContent.of(whole(Program.SCRIPTED_RUN)));
    }

    private static Map<String, Object> without(Map<String, Object> content, String name) {
        Map<String, Object> fewer = new TreeMap<>(content);
        fewer.remove(name);
        return fewer;
    }

    @Test
    void whoeverReadsARunDoesNotBelieveADamagedOne() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        Path record = run.resolve("cycle-1/cycle.json");
        Files.writeString(record, Files.readString(record).replaceFirst("\"images\" : 5", "\"images\" : 6"));
        String report = folder.resolve("report.html").toString();
        assertThat(run("report", run.toString(), "--out", report)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(record + ": damaged", "--repair");
    }

    @Test
    void aConfigurationThatIsGoneComesBack() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        String config = Files.readString(run.resolve("config.json"));
        Files.delete(run.resolve("config.json"));
        for (String[] command : new String[][] {
            {"resume", run.toString()},
            {"report", run.toString(), "--out", folder.resolve("r.html").toString()}
        }) {
            assertThat(run(command)).isEqualTo(ExitCode.USER_INPUT);
            assertThat(err.toString()).contains("config.json: damaged: it is missing", "--repair");
        }
        succeed("resume", run.toString(), "--repair");
        assertThat(run.resolve("config.json")).content().isEqualTo(config);
    }

    /** As {@code DamagedRunTest} of the core, with a network. */
    @Test
    @Tag("slow")
    void aRealRunIsNeverWrongWithoutAWord() throws IOException {
        String keys = Program.TINY_RUN + "cycles: 2\nstrategy: entropy\ntraining: {iterations: 3}\n";
        Path run = begun(keys);
        Map<String, Object> expected = RunContent.of(whole(keys));
        long seed = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        Set<String> ways = new HashSet<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        for (Path file : files(run)) {
            for (Damage damage : Damage.all(run, file, seed)) {
                Path attacked = folder.resolve("attacked");
                FileTree.copy(run, attacked, it -> false);
                damage.to(attacked.resolve(run.relativize(file)));
                boolean taken = !damage.changesAByte() || ways.add(file.toString()); // one way out for all bytes
                String outcome = outcome(attacked, file, taken, expected);
                outcomes.merge(outcome, 1, Integer::sum);
                if (outcome.startsWith("wrong")) {
                    wrong.add(run.relativize(file) + ", " + damage + ": " + outcome);
                }
                FileTree.delete(attacked);
            }
        }
        assertThat(wrong).as("seed " + seed + ": " + outcomes).isEmpty();
    }

    private String outcome(Path run, Path file, boolean taken, Map<String, Object> expected) throws IOException {
        int status = run("resume", run.toString(), "--cycles", "3");
        if (status == ExitCode.DONE) {
            return same(run, file, expected) ? "the same bits" : "wrong: status 0, other results";
        }
        String refusal = err.toString();
        if (status != ExitCode.USER_INPUT
                || !refusal.contains(file.getFileName().toString())) {
            return "wrong: status " + status + ": " + refusal;
        }
        if (!taken) {
            return "refused";
        }
        if (!refusal.contains("--repair") || run("resume", run.toString(), "--cycles", "3", "--repair") != 0) {
            return "wrong: no way out: " + refusal + err;
        }
        for (Path aside : setAside(run)) {
            FileTree.delete(aside);
        }
        return same(run, file, expected) ? "refused, and the same bits by the way out" : "wrong: after the way out";
    }

    /** A file of a training that is over may be deleted. */
    private static boolean same(Path run, Path file, Map<String, Object> expected) throws IOException {
        Map<String, Object> wanted = new TreeMap<>(expected);
        Map<String, Object> found = RunContent.of(run);
        wanted.keySet().removeIf(it -> it.contains("/training/") && file.endsWith(it) && !found.containsKey(it));
        return found.equals(wanted);
    }

    private static List<Path> files(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile)
                    .filter(it -> !it.getFileName().toString().equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> setAside(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(it -> it.getFileName().toString().startsWith("set-aside-"))
                    .toList();
        }
    }

    /** Two cycles of it. */
    private Path begun(String keys) throws IOException {
        Path set = folder.resolve("set");
        if (!Files.exists(set)) {
            Program.drawTinySet(set, 12);
        }
        Path run = folder.resolve("run");
        Path config = Files.writeString(folder.resolve("run.yaml"), keys + Program.data(set));
        succeed("run", config.toString(), "--out", run.toString());
        return run;
    }

    /** Three, never damaged. */
    private Path whole(String keys) throws IOException {
        Path whole = folder.resolve("whole");
        Path config = Files.writeString(folder.resolve("run.yaml"), keys + Program.data(folder.resolve("set")));
        succeed("run", config.toString(), "--out", whole.toString());
        succeed("resume", whole.toString(), "--cycles", "3");
        return whole;
    }
}
