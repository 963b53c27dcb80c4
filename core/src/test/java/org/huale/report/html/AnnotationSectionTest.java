package org.huale.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.loop.folder.RunHistory;
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

    @Test
    void theNextBatchIsForecastOfRunsThatAreLongEnough() {
        String page = page(RUNS.get(0));
        assertThat(page).contains("id=\"enough\"", "after the next batch, in percent");
        RunHistory one =
                new RunHistory(RUNS.get(0).summary(), RUNS.get(0).cycles().subList(0, 1), null);
        assertThat(page(one)).contains("at least two evaluated cycles").doesNotContain("after the next batch");
    }
}
