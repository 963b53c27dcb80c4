package org.huale.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.huale.laws.SeededLaw;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.RunComparison.Options;
import org.huale.report.compare.SyntheticRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTableTest {
    private static final String HEADER =
            "run,dataset,strategy,loss,seed,replicate,arm,options,cycle,images,boxes,voc:AP-all-point,loss box,"
                    + "seconds train,forwards original,peak megabytes,boxes disk\n";
    private static final String ROW = "hua-1,shapes,hua,standard,1,1,7,{},0,50,100,0.25,0.5,12.5,150,900,100\n";

    @TempDir
    private Path folder;

    @SeededLaw
    void whatWasWrittenComparesAsBefore(long seed) throws IOException {
        List<RunHistory> runs = runs(new SplittableRandom(seed));
        List<RunHistory> read = RunTable.read(written(new RunCsv(runs).toString()));

        assertThat(new RunCsv(read).toString()).as("seed %d", seed).isEqualTo(new RunCsv(runs).toString());
        String before = new ComparisonMarkdown(RunComparison.of(runs, Options.defaults())).toString();
        String after = new ComparisonMarkdown(RunComparison.of(read, Options.defaults())).toString();
        assertThat(after).as("seed %d", seed).isEqualTo(before).contains("strategy.ratio=8");
        assertThat(read).allMatch(RunTable::isSourceOf);
        assertThat(runs).noneMatch(RunTable::isSourceOf);
    }

    /** Two data sets, replicates, two arms of one strategy, a run that stopped early, and names that need quoting. */
    private static List<RunHistory> runs(SplittableRandom random) {
        List<RunHistory> runs = new ArrayList<>();
        for (String dataset : List.of("shapes", "=odd, \"set\"")) {
            for (long seed = 1; seed <= 3; seed++) {
                for (int replicate = 1; replicate <= 2; replicate++) {
                    runs.add(run(dataset, "random", config("replicate", replicate), seed, random));
                }
                runs.add(run(dataset, "hua", config("ratio", 4), seed, random));
                runs.add(run(dataset, "hua", config("ratio", 8), seed, random));
            }
        }
        runs.add(new SyntheticRuns("shapes", "entropy", "emphasis", "{\"budget\": 50}")
                .run(1, 2, random.nextDouble(), Evaluation.UNDEFINED));
        return runs;
    }

    private static String config(String option, int value) {
        return "{\"budget\": 50, \"strategy\": {\"" + option + "\": " + value + "}}";
    }

    private static RunHistory run(String dataset, String strategy, String config, long seed, SplittableRandom random) {
        return new SyntheticRuns(dataset, strategy, "standard", config)
                .run(seed, 1 + random.nextInt(4), random.nextDouble(), random.nextDouble(), random.nextDouble());
    }

    @Test
    void armsOfTwoTablesAreOneWhereTheirOptionsAre() throws IOException {
        List<RunHistory> all =
                new ArrayList<>(read(List.of(run("shapes", "hua", config("ratio", 4), 1, new SplittableRandom(1)))));
        all.addAll(read(List.of(
                run("shapes", "hua", config("ratio", 8), 1, new SplittableRandom(1)),
                run("shapes", "hua", config("ratio", 4), 2, new SplittableRandom(1)))));
        all.add(run("shapes", "hua", config("ratio", 4), 3, new SplittableRandom(1)));

        RunComparison comparison = RunComparison.of(all, Options.defaults());
        assertThat(comparison.datasets().get(0).arms())
                .extracting(arm -> arm.arm().label() + " " + arm.runs())
                .containsExactly("hua, standard, strategy.ratio=4 3", "hua, standard, strategy.ratio=8 1");
    }

    private List<RunHistory> read(List<RunHistory> runs) throws IOException {
        return RunTable.read(written(new RunCsv(runs).toString()));
    }

    /** As the folders of two machines on which one run was made. */
    @Test
    void runsThatRepeatAnotherAreNotInTheTable() throws IOException {
        SyntheticRuns arm = SyntheticRuns.of("hua", "standard");
        List<RunHistory> runs = new ArrayList<>();
        for (String machine : List.of("a", "b")) {
            RunHistory run = arm.run(1, 2, 0.1, machine.equals("a") ? 0.2 : 0.3);
            runs.add(new RunHistory(run.summary(), run.cycles(), Path.of(machine, "hua")));
        }
        runs.add(new SyntheticRuns("cells", "hua", "standard", "{\"budget\": 50}").run(1, 2, 0.4));

        assertThat(new RunCsv(runs).runs()).containsExactly(runs.get(0), runs.get(2));
        assertThat(read(runs)).hasSize(2);
        assertThat(RunComparison.of(runs, Options.defaults()).notes())
                .contains("hua-standard-1 (" + Path.of("b/hua") + "): left out, it repeats hua-standard-1 ("
                        + Path.of("a/hua") + ") with the same seed 1");
    }

    /** As of LVIS, which has 1,203: each has a column. */
    @Test
    void aTableOfManyClassesIsRead() throws IOException {
        List<String> classes =
                IntStream.range(0, 1_200).mapToObj(i -> "class " + i).toList();
        assertThat(read(List.of(withClasses(classes)))).singleElement().satisfies(it -> {
            assertThat(it.summary().classes()).isEqualTo(classes);
            assertThat(it.cycles().get(1).boxesPerClass()).hasSize(1_200).containsOnly(3);
        });
    }

    /** A run of two cycles with three boxes of each. */
    private static RunHistory withClasses(List<String> classes) {
        RunSummary summary =
                new RunSummary("many", "lvis", "hua", "standard", 1, classes, "{\"budget\": 50}", Map.of());
        List<Integer> boxes = Collections.nCopies(classes.size(), 3);
        List<CycleRecord> cycles = new ArrayList<>();
        for (int cycle = 0; cycle < 2; cycle++) {
            cycles.add(new CycleRecord(
                    cycle, 50, 3 * boxes.size(), boxes, Map.of(), Map.of(), Map.of(), Map.of(), 900, null));
        }
        return new RunHistory(summary, cycles);
    }

    @Test
    void runsThatAreNotDoneAreKnown() throws IOException {
        SyntheticRuns arm = new SyntheticRuns("shapes", "hua", "standard", "{\"cycles\": 3}");
        List<RunHistory> runs = List.of(arm.run(1, 2, 0.1, 0.2, 0.3), arm.run(2, 2, 0.1, 0.2));
        assertThat(RunComparison.of(read(runs), Options.defaults()).notes())
                .containsExactly("hua-standard-2: left out, 1 of its cycles is to come");
    }

    @Test
    void tablesOfVersionsThatWroteNeitherReplicatesNorOptionsAreRead() throws IOException {
        String old = (HEADER + ROW)
                .replace("replicate,arm,options,", "")
                .replace("hua,standard,1,1,7,{},", "hua,standard,1,");
        List<RunHistory> runs = RunTable.read(written(old));
        assertThat(runs).hasSize(1);
        assertThat(runs.get(0).summary().classes()).containsExactly("disk");
        assertThat(new RunCsv(runs).toString().lines().skip(1).findFirst().orElseThrow())
                .contains(",hua-1,shapes,hua,standard,1,1,,0,50,100")
                .endsWith(",");
    }

    @Test
    void aTableIsKnownByItsName() {
        assertThat(List.of("cycles.csv", "a/kept.CSV")).allMatch(name -> RunTable.isNamed(Path.of(name)));
        assertThat(List.of("/", "runs", "", "csv", "a.csv/run")).noneMatch(name -> RunTable.isNamed(Path.of(name)));
    }

    @Test
    void anArmHasItsOptionsOnce() throws IOException {
        String second = ROW.replace("standard,1,", "standard,2,");
        assertThat(RunTable.read(written(HEADER + ROW + second))).hasSize(2);
        assertThatThrownBy(() -> RunTable.read(written(HEADER + ROW + second.replace("{}", "{budget: 3}"))))
                .hasMessageContaining("row 3: column 'arm' has other options in a row before, got '7'");
    }

    @Test
    void runsThatNothingTellsApartAreRefused() throws IOException {
        String row = ROW.replace(",7,{},", ",,,");
        String same = HEADER + row + row.replace("hua-1", "hua-wide-1");
        assertThatThrownBy(() -> RunTable.read(written(same)))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("hua-1 and hua-wide-1", "hua, standard with seed 1", "which options");
        assertThat(RunTable.read(written(same.replace(",,,0,50", ",7,{},0,50"))))
                .hasSize(2);
    }

    /** Each a change of a good table, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run,dataset | dataset | row 1: has no column 'run'",
                "loss box | boxes lost, | row 1: column '' is none",
                "loss box | precision | row 1: column 'precision' is none",
                "loss box | boxes disk | row 1: has two columns 'boxes disk'",
                "12.5,150 | 12.5 | row 2: has 16 cells, the first has 17",
                "hua-1 | `` | row 2: column 'run' must say something, got ''",
                "standard,1, | standard,one, | row 2: column 'seed' must be a number, got 'one'",
                "0.25 | 1.25 | row 2: column 'voc:AP-all-point' must be in [0, 1], or -1 for a figure that does not exist, got '1.25'",
                "0.25 | NaN | row 2: column 'voc:AP-all-point' must be in [0, 1]",
                "50,100 | -50,100 | row 2: column 'images' must not be negative, got '-50'",
                "50,100 | 50,1e2 | row 2: column 'boxes' must be a number, got '1e2'",
                "900 | `` | row 2: column 'peak megabytes' must be a number, got ''",
                "1,1,7 | 1,0,7 | row 2: column 'replicate' must be at least 1, got '0'",
                "{},0 | x=1,0 | row 2: column 'options' must be a JSON object, got 'x=1'",
                "{},0 | {x,0 | row 2: column 'options' must be a JSON object, got '{x'",
                "{},0 | ,0 | run hua-1 is of arm 7, whose options are in no row",
                "{},0 | {},1 | row 2: column 'cycle' must be 0, the next of run hua-1, got '1'",
                "{},0 | {},-1 | row 2: column 'cycle' must not be negative, got '-1'",
            })
    void whatNoReportWroteIsRefusedWithItsPlace(String old, String changed, String said) throws IOException {
        assertThat(HEADER + ROW).contains(old);
        Path file = written((HEADER + ROW).replaceFirst(Pattern.quote(old), changed));
        assertThatThrownBy(() -> RunTable.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(file + ": " + said);
    }

    @Test
    void aTableWithoutRunsIsRefused() throws IOException {
        Path file = written(HEADER);
        assertThatThrownBy(() -> RunTable.read(file)).hasMessageContaining(file + ": has no run");
        assertThatThrownBy(() -> RunTable.read(folder.resolve("none.csv")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("none.csv");
    }

    private Path written(String table) throws IOException {
        return Files.writeString(folder.resolve("cycles.csv"), table);
    }
}
