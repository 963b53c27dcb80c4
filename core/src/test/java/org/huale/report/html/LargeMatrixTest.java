package org.huale.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.report.markup.Html;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report of eight strategies, two losses, five seeds and four data sets: 320 runs. */
class LargeMatrixTest {
    private static final List<String> STRATEGIES =
            List.of("random", "entropy", "core-set", "ll4al", "vaal", "cald", "ppal", "hua");
    private static final List<String> DATASETS = List.of("bccd", "aquarium", "voc2007-small", "demo");
    private static final int MOST_BYTES = 16 << 20;

    @TempDir
    private static Path folder;

    private static String page = "";

    @BeforeAll
    static void write() throws IOException {
        Path target = folder.resolve("report.html");
        HtmlReport.of(matrix(pictures()), HtmlReport.Options.defaults()).writeWithFiles(target);
        page = Files.readString(target, StandardCharsets.UTF_8);
    }

    private static List<RunHistory> matrix(List<Path> pictures) {
        SampleRuns runs =
                new SampleRuns(5, 20, List.of("disc", "star", "ring", "box"), pictures, new ImageSize(320, 240));
        List<RunHistory> all = new ArrayList<>();
        for (String dataset : DATASETS) {
            for (String strategy : STRATEGIES) {
                for (String loss : List.of("standard", "emphasis")) {
                    for (long seed = 1; seed <= 5; seed++) {
                        all.add(runs.run(summary(dataset, strategy, loss, seed)));
                    }
                }
            }
        }
        return all;
    }

    private static RunSummary summary(String dataset, String strategy, String loss, long seed) {
        return new RunSummary(
                dataset + "-" + strategy + "-" + loss + "-" + seed,
                dataset,
                strategy,
                loss,
                seed,
                List.of("disc", "star", "ring", "box"),
                "{\"seed\": " + seed + ", \"note\": \"" + "x".repeat(4000) + "\"}", // as long as a real configuration
                Map.of("java", "17"));
    }

    /** Noise, which is the hardest to compress. */
    private static List<Path> pictures() throws IOException {
        List<Path> pictures = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40; i++) {
            byte[] pixels = new byte[3 * 320 * 240];
            random.nextBytes(pixels);
            Path file = folder.resolve("picture-" + i + ".jpg");
            ImageWriter.write(new Image(new ImageSize(320, 240), pixels), file);
            pictures.add(file);
        }
        return pictures;
    }

    @Test
    void pageStaysOfASizeThatABrowserOpens() {
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
    }

    @Test
    void everyRunIsStillThere() {
        List<String> names = matrix(List.of(Path.of("missing.jpg"))).stream()
                .map(run -> run.summary().name())
                .toList();
        assertThat(names).hasSize(320);
        assertThat(Html.parsed(page).texts("//details[@class='run']/summary/b"))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyArmCanBeSwitchedOff() {
        for (int i = 0; i < 16; i++) {
            assertThat(page).contains("id=\"show-arm-" + i + "\"");
            assertThat(page).contains("body:has(#show-arm-" + i + ":not(:checked)) .arm-" + i + " {");
        }
    }

    @Test
    void armsAreComparedOverAllDataSetsAtOnce() {
        Html html = Html.parsed(page);
        assertThat(html.texts("//h3[.='All data sets']/following-sibling::ul[1]/li"))
                .hasSize(8) // seven strategies over both losses, and a loss
                .first()
                .asString()
                .contains("of 20 units, each a seed of a data set");
        assertThat(html.texts("//section[@id='summary']//tr[th/small='all data sets']"))
                .hasSize(8);
    }

    @Test
    void armsAreRankedOverDataSets() {
        assertThat(page).contains("By area over images, over data sets");
        assertThat(page).doesNotContain("over seeds</h3>");
    }
}
