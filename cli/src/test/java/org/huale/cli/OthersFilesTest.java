package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not HUALE's is neither replaced nor deleted, whatever it is called. */
class OthersFilesTest extends ProgramTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void begin() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 8);
        run = folder.resolve("run");
        Path config = Files.writeString(
                folder.resolve("run.yaml"), Program.SCRIPTED_RUN + Program.data(folder.resolve("set")));
        succeed("run", config.toString(), "--out", run.toString());
    }

    private void refuse(String named, String... command) {
        assertThat(run(command)).as(() -> out + "" + err).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(named);
    }

    @Test
    void aReportReplacesReportsAndNothingElse() throws IOException {
        String table = Files.readString(run.resolve("cycles.csv"));
        refuse(
                "cycles.csv: is there",
                "report",
                run.toString(),
                "--out",
                run.resolve("report.html").toString());
        assertThat(run.resolve("cycles.csv")).content().isEqualTo(table);
        assertThat(run.resolve("report.html")).doesNotExist();

        Path reports = folder.resolve("reports");
        String page = reports.resolve("report.html").toString();
        succeed("report", run.toString(), "--out", page);
        succeed("report", run.toString(), "--out", page);
        Files.delete(reports.resolve(".huale-folder.json")); // as earlier versions left it
        succeed("report", run.toString(), "--out", page);

        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("ranks.csv"), "mine");
        refuse(
                "ranks.csv: is there",
                "report",
                run.toString(),
                "--out",
                mine.resolve("report.html").toString());
        assertThat(mine.resolve("ranks.csv")).hasContent("mine");
        assertThat(mine.resolve("report.html")).doesNotExist();
    }

    /** As in a folder that came from somebody else, with a list that says that they are a report's. */
    @Test
    void aReportIsNotWrittenThroughLinks() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Path reports = folder.resolve("reports");
        String[] report = {
            "report", run.toString(), "--out", reports.resolve("report.html").toString()
        };
        succeed(report);
        Files.delete(reports.resolve("comparison.md"));
        Files.createSymbolicLink(reports.resolve("comparison.md"), mine);
        refuse("comparison.md: is a link", report);
        Files.delete(reports.resolve("comparison.md"));
        Files.delete(reports.resolve("models.csv"));
        Files.createSymbolicLink(reports.resolve("models.csv"), folder.resolve("none"));
        refuse("models.csv: is a link", report);
        Files.delete(reports.resolve("models.csv"));
        Files.delete(reports.resolve("savings.csv"));
        Files.createSymbolicLink(reports.resolve("savings.csv"), mine);
        Files.delete(reports.resolve(".huale-folder.json")); // as earlier versions left it
        refuse("savings.csv: is a link", report);
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aScoringReplacesItsOwnSelectionAlone() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("selection.txt"), "mine");
        refuse("selection.txt: is there", score(mine));
        assertThat(mine.resolve("selection.txt")).hasContent("mine");
        Path scored = folder.resolve("scored");
        succeed(score(scored));
        succeed(score(scored));
        assertThat(scored.resolve("selection.txt")).exists();
    }

    private String[] score(Path to) {
        return new String[] {
            "score",
            "--data",
            "voc:" + folder.resolve("set") + ":trainval",
            "--weights",
            weights(),
            "--strategy",
            "entropy",
            "--budget",
            "2",
            "--threads",
            "1",
            "--out",
            to.toString()
        };
    }

    private String weights() {
        return run.resolve("cycle-0/training/weights/last.scripted").toString();
    }

    @Test
    void picturesOfTwoImagesOfOneNameAreTwo() throws IOException {
        Path image = pictures(folder.resolve("set/JPEGImages")).get(0);
        Path a = Files.createDirectories(folder.resolve("a")).resolve("x.jpg");
        Path b = Files.createDirectories(folder.resolve("b")).resolve("x.jpg");
        Files.copy(image, a);
        Files.copy(image, b);
        Path drawn = folder.resolve("drawn");
        succeed("detect", "--weights", weights(), "--out", drawn.toString(), a.toString(), b.toString());
        assertThat(drawn.resolve("x.jpg.png")).exists();
        assertThat(drawn.resolve("x.jpg-2.png")).exists();

        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/x.jpg.png"), "mine");
        Files.delete(drawn.resolve("x.jpg.png"));
        Files.createSymbolicLink(drawn.resolve("x.jpg.png"), folder.resolve("mine/x.jpg.png"));
        refuse("x.jpg.png: is a link", "detect", "--weights", weights(), "--out", drawn.toString(), a.toString());
        refuse(
                "x.jpg.png: is there",
                "detect",
                "--weights",
                weights(),
                "--out",
                folder.resolve("mine").toString(),
                a.toString());
        assertThat(folder.resolve("mine/x.jpg.png")).hasContent("mine");
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aTrainingOverwritesNeitherARunNorAnotherProgramsWeights() throws IOException {
        String[] train = {
            "train", "--data", "voc:" + folder.resolve("set") + ":trainval", "--overwrite", "--epochs", "1", "--out"
        };
        refuse("holds files but no training", words(train, run));
        assertThat(run.resolve("config.json")).exists();
        assertThat(run.resolve("metrics.jsonl")).exists();

        Path other = folder.resolve("other");
        Files.createDirectories(other.resolve("weights"));
        Files.writeString(other.resolve("weights/best.safetensors"), "another program's");
        Files.writeString(other.resolve("config.json"), "{}");
        Files.writeString(other.resolve(".lock"), "");
        refuse("holds files but no training", words(train, other));
        assertThat(other.resolve("weights/best.safetensors")).hasContent("another program's");
        assertThat(other.resolve("config.json")).hasContent("{}");
    }

    private static String[] words(String[] command, Path out) {
        String[] words = Arrays.copyOf(command, command.length + 1);
        words[command.length] = out.toString();
        return words;
    }

    @Test
    void whatAnnotatorsPutIntoTheirFolderStays() throws IOException {
        Path labeled = Files.createDirectories(run.resolve("cycle-0/labeled"));
        for (String name : List.of(".autosave.tmp", ".x.123.tmp", "a.json")) {
            Files.writeString(labeled.resolve(name), "work");
        }
        succeed("resume", run.toString(), "--cycles", "3");
        succeed("resume", run.toString(), "--repair");
        for (String name : List.of(".autosave.tmp", ".x.123.tmp", "a.json")) {
            assertThat(labeled.resolve(name)).hasContent("work");
        }
    }

    @Test
    void aConversionReplacesWhatHualeWroteAlone() throws IOException {
        String from = "voc:" + folder.resolve("set") + ":trainval";
        Path converted = folder.resolve("converted");
        succeed("convert", from, "yolo:" + converted + ":train");
        Path label = pictures(converted.resolve("labels/train")).get(0);
        Files.writeString(label, "0 0.5 0.5 0.1 0.1\n");
        refuse("already", "convert", from, "yolo:" + converted + ":train");
        assertThat(label).hasContent("0 0.5 0.5 0.1 0.1");
        succeed("convert", from, "yolo:" + converted + ":train", "--overwrite");
        assertThat(label).content().isNotEqualTo("0 0.5 0.5 0.1 0.1\n");

        Path mine = Files.createDirectories(folder.resolve("mine/labels/train")).resolve(label.getFileName());
        Files.writeString(mine, "years of work");
        refuse(mine + ": is there", "convert", from, "yolo:" + folder.resolve("mine") + ":train", "--overwrite");
        assertThat(mine).hasContent("years of work");
        Path json = Files.writeString(folder.resolve("mine/all.json"), "{}");
        refuse(json + ": is there", "convert", from, "coco:" + json, "--overwrite");
        assertThat(json).hasContent("{}");
    }

    @Test
    void anEvaluationReplacesEvaluationsAlone() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("classes-coco.csv"), "mine");
        refuse("classes-coco.csv: is there", evaluate(mine));
        assertThat(mine.resolve("classes-coco.csv")).hasContent("mine");
        assertThat(mine.resolve("evaluation.json")).doesNotExist();
        Path own = folder.resolve("evaluation");
        succeed(evaluate(own));
        succeed(evaluate(own));
        Files.delete(own.resolve(".huale-folder.json")); // as earlier versions left it
        succeed(evaluate(own));
    }

    private String[] evaluate(Path to) {
        String data = "voc:" + folder.resolve("set") + ":test";
        return new String[] {
            "evaluate", "--data", data, "--weights", weights(), "--overwrite", "--threads", "1", "--out", to.toString()
        };
    }

    @Test
    void anExportReplacesItsListsAlone() throws IOException {
        Path exported = folder.resolve("exported");
        String target = "coco:" + exported.resolve("all.json");
        succeed("export", run.toString(), target);
        succeed("export", run.toString(), target, "--overwrite");
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("classes.txt"), "mine");
        refuse("classes.txt: is there", "export", run.toString(), "coco:" + mine.resolve("all.json"), "--overwrite");
        assertThat(mine.resolve("classes.txt")).hasContent("mine");
    }

    @Test
    void aBenchmarkReplacesItsLogsAlone() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), Program.TINY_RUN + "cycles: 2\n");
        String bench = Files.writeString(
                        folder.resolve("bench.yaml"),
                        "base: " + folder.resolve("base.yaml")
                                + "\nstrategies: [random]\nlosses: [standard]\nseeds: [1]\n" + "datasets: {drawn: {"
                                + Program.data(folder.resolve("set")).strip() + "}}\n")
                .toString();
        Path logs = Files.createDirectories(folder.resolve("mine/logs/drawn"));
        for (String ending : List.of(".json", ".sh", ".status")) {
            Path mine = Files.writeString(logs.resolve("random-standard-1" + ending), "mine");
            refuse(
                    mine + ": is there",
                    "benchmark",
                    bench,
                    "--out",
                    folder.resolve("mine").toString());
            assertThat(mine).hasContent("mine");
            try (Stream<Path> files = Files.list(folder.resolve("mine"))) {
                assertThat(files).hasSize(1);
            }
            Files.delete(mine);
        }
    }

    @Test
    void aDemoDeletesNoConfigurationThatIsNoneOfIts() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("demo.yaml"), "mine");
        refuse("is none of a demo", "demo", "--overwrite", mine.toString());
        assertThat(mine.resolve("demo.yaml")).hasContent("mine");
    }
}
