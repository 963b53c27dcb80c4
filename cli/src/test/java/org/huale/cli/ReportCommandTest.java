package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.Pool;
import org.huale.storage.OwnFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest extends ProgramTest {
    @TempDir
    private Path parent;

    @BeforeEach
    void beginRuns() {
        begin("runs/random-1", "random");
        begin("runs/deeper/hua-1", "hua");
    }

    private void begin(String folder, String strategy) {
        RunFolder.create(parent.resolve(folder), summary(strategy)).close();
    }

    private static RunSummary summary(String strategy) {
        return new RunSummary(
                strategy + "-1", "rendered", strategy, "standard", 1, List.of("disc"), "{\"seed\": 1}", Map.of());
    }

    /** Begins a run with a cycle at whose end people worked on the images. */
    private void annotate(String folder, String... images) {
        Map<ImageId, List<Annotation>> nothing =
                Stream.of(images).collect(Collectors.toMap(ImageId::new, it -> List.of()));
        List<ImageRecord> records = Stream.of(images)
                .map(it -> new ImageRecord(new ImageId(it), Path.of(it), new ImageSize(9, 9), List.of()))
                .toList();
        Pool pool = Pool.of(new Dataset("rendered", ClassNames.of("disc"), records));
        try (RunFolder run = RunFolder.create(parent.resolve(folder), summary("hua"))) {
            run.cycle(0).annotated(0, pool, new Oracle.Complete(nothing));
            SelectionRecord chosen = new SelectionRecord(List.of(), List.of());
            run.cycle(0)
                    .recorded(new CycleRecord(0, 3, 0, List.of(0), Map.of(), Map.of(), Map.of(), Map.of(), 1, chosen));
        }
    }

    @Test
    void imagesWithoutSecondsAreNotPassedOver() throws IOException {
        annotate("timed", "a.jpg", "b.jpg", "c.jpg");
        Path seconds = parent.resolve("seconds.csv");
        String[] report = {
            "report", folder("timed"), "--annotation-seconds", seconds.toString(), "--out", folder("timed.html")
        };
        Files.writeString(seconds, "image,seconds\nimages/a.jpg,3\n");
        assertThat(run(report)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(seconds + ": names none of the images", "such as a.jpg of run hua-1");
        assertThat(parent.resolve("timed.html")).doesNotExist();

        Files.writeString(seconds, "image,seconds\na.jpg,3\nc.jpg,2\n");
        succeed(report);
        assertThat(err.toString())
                .contains(seconds
                        + ": has no seconds of 1 of the 3 images that people worked on in run hua-1, first b.jpg");

        err.getBuffer().setLength(0);
        Files.writeString(seconds, "image,seconds\na.jpg,3\nb.jpg,1\nc.jpg,2\n");
        succeed(report);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void secondsMayStandInQuotationMarks() throws IOException {
        annotate("quoted", "a,b.jpg");
        Path seconds = Files.writeString(parent.resolve("quoted.csv"), "\"image\",\"seconds\"\n\"a,b.jpg\",3\n");

        succeed("report", folder("quoted"), "--annotation-seconds", seconds.toString(), "--out", folder("quoted.html"));

        assertThat(err.toString()).isEmpty();
    }

    private String folder(String name) {
        return parent.resolve(name).toString();
    }

    @Test
    void findsRunsInFoldersAndReportsThoseThatHaveNoCycleYet() throws IOException {
        String page = folder("new/report.html");

        assertThat(run("report", folder("runs"), "--out", page)).isZero();

        assertThat(out.toString()).contains(page + ": 2 runs");
        assertThat(Files.readString(Path.of(page))).contains("hua-1", "random-1", "No cycle is finished yet");
    }

    @Test
    void aTableTellsTheConfigurationOfItsRuns() throws IOException {
        String table = folder("kept.csv");
        Files.writeString(Path.of(table), """
                run,dataset,strategy,loss,seed,cycle,images,boxes,peak megabytes,arm,planned cycles,options
                entropy-1,rendered,entropy,standard,1,0,10,30,700,1,2,"{""training.lr"":""0.125""}"
                """);

        assertThat(run("report", table, "--out", folder("report.html")))
                .as(err.toString())
                .isZero();

        assertThat(Files.readString(parent.resolve("report.html")))
                .contains("Configuration and provenance", "0.125", "chosen images and figures of single classes are in")
                .doesNotContain("and the configuration are in");
    }

    private String table(String dataset, String figure) throws IOException {
        String line =
                "NAME-1,NAME,random,standard,1,0,10,30,0.25,0.5,700,1,1,\"{\"\"evaluation.figure\"\":\"\"FIGURE\"\"}\"\n";
        Path table = Files.writeString(
                parent.resolve(dataset + ".csv"),
                "run,dataset,strategy,loss,seed,cycle,images,boxes,coco:AP,voc:AP-all-point,peak megabytes,arm,planned"
                        + " cycles,options\n" + line.replace("NAME", dataset).replace("FIGURE", figure));
        return table.toString();
    }

    private static String planned(String dataset, String figure) {
        return "{'arm': {'dataset': 'NAME', 'strategy': 'random', 'loss': 'standard', 'options': {'evaluation.figure': 'FIGURE'}},"
                        .replace("NAME", dataset)
                        .replace("FIGURE", figure)
                + " 'seed': 1, 'replicate': 1, 'cycles': 1}";
    }

    /** The figure is that of the first run in the report's own order, and not of the one that was named first. */
    @Test
    void aPlanIsHeldAgainstTheFigureThatIsReported() throws IOException {
        String zoo = table("zoo", "coco:AP");
        String ant = table("ant", "voc:AP-all-point");
        String plan = "{'figure': 'coco:AP', 'test': 'by hand', 'runs': [" + planned("zoo", "coco:AP") + ", "
                + planned("ant", "voc:AP-all-point") + "]}";
        String file = Files.writeString(parent.resolve("plan.json"), plan.replace('\'', '"'))
                .toString();

        succeed("report", zoo, ant, "--plan", file, "--out", folder("planned/report.html"));

        assertThat(Files.readString(parent.resolve("planned/comparison.md")))
                .contains(
                        "**Caution:** deviates from the plan: figure coco:AP was planned, this is voc:AP-all-point",
                        "voc:AP-all-point by annotated images")
                .doesNotContain("other options");
        succeed("report", zoo, ant, "--plan", file, "--figure", "coco:AP", "--out", folder("planned/report.html"));
        assertThat(Files.readString(parent.resolve("planned/comparison.md"))).doesNotContain("Caution");
    }

    @Test
    void aRunNamedTwiceCountsOnce() {
        int code = run("report", folder("runs"), folder("runs/random-1"), "--out", folder("report.html"), "--json");

        assertThat(code).isZero();
        assertThat(out.toString()).containsOnlyOnce("random-1").contains("hua-1");
    }

    @Test
    void theTableOfAReportIsReportedAgain() throws IOException {
        String table = folder("kept.csv");
        Files.writeString(Path.of(table), """
                run,dataset,strategy,loss,seed,cycle,images,boxes,voc:AP-all-point,peak megabytes,boxes disc
                entropy-1,rendered,entropy,standard,1,0,10,30,0.25,700,30
                entropy-1,rendered,entropy,standard,1,1,20,70,0.5,700,70
                """);

        assertThat(run("report", folder("runs"), table, table, "--out", folder("report.html"), "--json"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).containsOnlyOnce(table + ": entropy-1").contains("hua-1");
        assertThat(Files.readString(parent.resolve("report.html")))
                .contains("Read from " + table, "no figures of single classes", "and the configuration are in")
                .doesNotContain("Cycle 0 chose nothing");
        assertThat(Files.readString(parent.resolve("comparison.md"))).contains("0.2500", "0.5000");

        Path seconds = Files.writeString(parent.resolve("seconds.csv"), "image,seconds\nx.png,3\n");
        assertThat(run("report", table, "--annotation-seconds", seconds.toString(), "--out", folder("timed.html")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--annotation-seconds needs the folders of runs", "entropy-1");
    }

    @Test
    void linksAreFollowedAndCirclesLeft() throws IOException {
        Path links = Files.createDirectories(parent.resolve("links"));
        Files.createSymbolicLink(links.resolve("hua"), parent.resolve("runs/deeper/hua-1"));
        Files.createSymbolicLink(links.resolve("circle"), links);

        assertThat(run("report", links.toString(), "--out", folder("linked.html")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("1 run");
    }

    /** They have a config.json of their own. */
    @Test
    void trainingsAndModelsBesideRunsArePassedOver() throws IOException {
        Path base = Files.createDirectories(parent.resolve("runs/base"));
        for (String file : List.of("config.json", "provenance.json", "checksums.json")) {
            Files.writeString(base.resolve(file), "{}");
        }
        new OwnFiles(base, "training").adopt(List.of("config.json"));
        Path model = Files.createDirectories(parent.resolve("runs/model"));
        Files.writeString(model.resolve("config.json"), "{\"architectures\": []}");

        succeed("report", folder("runs"), "--out", folder("report.html"));
        assertThat(out.toString()).contains("2 runs");
        succeed("benchmark", "merge", folder("merged"), folder("runs"));
        assertThat(parent.resolve("merged/random-1/config.json")).exists();
        assertThat(parent.resolve("merged/base")).doesNotExist();
        assertThat(run("report", base.toString(), "--out", folder("none.html"))).isEqualTo(2);
        assertThat(err.toString()).contains(base + ": is no run folder and has none in it");

        Files.delete(parent.resolve("runs/random-1/provenance.json"));
        assertThat(run("report", folder("runs"), "--out", folder("none.html"))).isEqualTo(2);
        assertThat(err.toString()).contains("random-1/provenance.json: damaged: it is missing");
    }

    @Test
    void aFolderWithoutRunsIsTheUsersMistake() throws IOException {
        Files.createDirectories(parent.resolve("empty"));

        assertThat(run("report", folder("empty"), "--out", folder("report.html")))
                .isEqualTo(2);
        assertThat(run("report", folder("missing"), "--out", folder("report.html")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no run folder and has none in it", "is not a folder");
        assertThat(parent.resolve("report.html")).doesNotExist();
    }

    @Test
    void aFigureThatWasNotMeasuredIsTheUsersMistake() {
        assertThat(run("report", folder("runs"), "--figure", "AP50", "--out", folder("report.html")))
                .isEqualTo(2);
        assertThat(run("report", folder("runs"), "--gallery", "-1", "--out", folder("report.html")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no run has the figure 'AP50'", "--gallery must be at least 0");
    }
}
