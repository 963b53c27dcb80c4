package org.huale.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.format.ImageIoReader;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.metric.EvaluationInput;
import org.huale.metric.resample.TestMatches;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.revision.ClassChange;
import org.huale.revision.ClassHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of annotators' work and of what more of it may bring. */
class AnnotationSectionTest {
    private static final List<RunHistory> RUNS = IntStream.range(0, 2)
            .mapToObj(seed -> SampleRuns.of(4).run("random", "standard", seed))
            .toList();

    @TempDir
    private Path folder;

    private static String page(RunHistory run) {
        return HtmlReport.of(List.of(run), HtmlReport.Options.defaults()).toHtml();
    }

    @Test
    void withoutAnythingToSayThereIsNoSection() {
        assertThat(page(RUNS.get(0))).doesNotContain("id=\"annotation\"", "#annotation");
    }

    @Test
    void imagesThatWereSetAsideAndChangesOfClassesAreListed() throws IOException {
        RunHistory plain = RUNS.get(0);
        Files.writeString(folder.resolve("initial-annotations.json"), "{}");
        Files.writeString(
                folder.resolve("initial-skipped.json"),
                "{\"cycle\": -1, \"images\": [{\"image\": \"000007\", \"reason\": \"too <dark>\"}]}");
        ClassHistory history = new ClassHistory(new ClassNames(plain.summary().classes()), List.of())
                .with(new ClassHistory.Entry(ClassChange.add(List.of("owl")), 1, 0, "2026-01-02T03:04:05Z"));
        Files.writeString(folder.resolve(ClassHistory.FILE), history.text());
        String page = page(new RunHistory(plain.summary(), plain.cycles(), folder));
        assertThat(page)
                .contains("id=\"annotation\"", "#annotation", "000007", "too &lt;dark&gt;", "initial set")
                .contains("add owl", "2026-01-02T03:04:05Z");
    }

    private static RunHistory on(String dataset, String data) {
        String config = "{\"data\": {" + data + "}}";
        return SampleRuns.of(4)
                .run(new RunSummary(
                        dataset, dataset, "random", "standard", 1, List.of("disc", "star"), config, Map.of()));
    }

    /** The same, with what became of the detections in three test images at its end: one of three objects was found. */
    private RunHistory withMatches(RunHistory run) throws IOException {
        String name = run.summary().dataset();
        List<ImageRecord> images = IntStream.range(0, 3)
                .mapToObj(i -> new ImageRecord(
                        new ImageId(name + i),
                        Path.of("none.jpg"),
                        new ImageSize(100, 100),
                        List.of(Annotation.of(new Box(0, 0, 50, 50), 0))))
                .toList();
        Detections found = new Detections(new float[] {0, 0, 50, 50}, new int[1], new float[] {0.9f}, null);
        EvaluationInput input = EvaluationInput.of(
                new Dataset("test", ClassNames.of("disc"), images), Map.of(new ImageId(name + 0), found));
        Path home = folder.resolve(name);
        Path cycle = Files.createDirectories(home.resolve("cycle-3"));
        Files.write(cycle.resolve("test-matches.gz"), TestMatches.of(input).bytes());
        return new RunHistory(run.summary(), run.cycles(), home);
    }

    private static String resampled(RunHistory... runs) {
        HtmlReport.Options options =
                new HtmlReport.Options(null, null, 0, ImageIoReader.defaults(), AnnotationSeconds.UNKNOWN, 100, null);
        return HtmlReport.of(List.of(runs), options).toHtml();
    }

    @Test
    void anIntervalIsPromisedWhereThereIsOne() throws IOException {
        RunHistory grown = on("grown", "\"testShare\": 0.2");
        assertThat(page(grown))
                .contains("Figures on few images are uncertain. This report has no interval over them.")
                .doesNotContain("uncertain:");
        assertThat(resampled(withMatches(grown)))
                .contains("Figures on few images are uncertain:", "grown: interval of the figure over 3 images kept")
                .doesNotContain("has no interval");
    }

    @Test
    void theIntervalOfADataSetWithATestSetIsNoneOverImagesKeptForEvaluation() throws IOException {
        RunHistory grown = on("grown", "\"testShare\": 0.2");
        RunHistory fixed = withMatches(on("fixed", "\"test\": \"coco:test.json\""));
        assertThat(resampled(grown, fixed))
                .contains("How much depends on the test images of fixed", "This report has no interval over them.")
                .doesNotContain("fixed: interval of the figure");
    }

    @Test
    void theNextBatchIsForecastOfRunsThatAreLongEnough() {
        String page = page(RUNS.get(0));
        assertThat(page).contains("id=\"enough\"", "after the next batch, in percent");
        RunHistory one =
                new RunHistory(RUNS.get(0).summary(), RUNS.get(0).cycles().subList(0, 1), null);
        assertThat(page(one)).contains("at least two evaluated cycles").doesNotContain("after the next batch");
    }
}
