package org.huale.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.loop.folder.RunHistory;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.RunComparison.Options;
import org.huale.report.compare.SyntheticRuns;
import org.huale.report.markup.Html;
import org.huale.report.table.ComparisonMarkdown;
import org.huale.report.table.RunCsv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonFilesTest {
    private static final SyntheticRuns RANDOM = SyntheticRuns.of("random", "standard");
    private static final SyntheticRuns HUA = SyntheticRuns.of("hua", "standard");
    private static final List<RunHistory> RUNS = List.of(
            RANDOM.run(1, 2, 0.10, 0.20),
            RANDOM.run(2, 2, 0.12, 0.22),
            HUA.run(1, 3, 0.10, 0.26),
            HUA.run(2, 3, 0.12, 0.27),
            HUA.run(3, 3, 0.11));

    @TempDir
    private Path folder;

    @Test
    void tableSaysWhatStandsBehindEachNumber() {
        RunComparison comparison = RunComparison.of(RUNS.subList(0, 4), Options.defaults());
        assertThat(new ComparisonMarkdown(comparison)).hasToString("""
                ## shapes

                voc:AP-all-point by annotated images: mean ± standard deviation over seeds

                | arm              | seeds | runs |              50 |             100 | area over 50-100 images | area over 150-200 boxes |
                | ---------------- | ----: | ---: | --------------: | --------------: | ----------------------: | ----------------------: |
                | random, standard |     2 |    2 | 0.1100 ± 0.0141 | 0.2100 ± 0.0141 |         0.1600 ± 0.0141 |         0.1850 ± 0.0141 |
                | hua, standard    |     2 |    2 | 0.1100 ± 0.0141 | 0.2650 ± 0.0071 |         0.1875 ± 0.0106 |         0.1358 ± 0.0130 |

                Differences, paired unit by unit, a unit being a seed

                | arm           |          against |           measure | units |        runs | difference |      95 % interval |      p | p (Holm) | p (exact) |          verdict |
                | ------------- | ---------------: | ----------------: | ----: | ----------: | ---------: | -----------------: | -----: | -------: | --------: | ---------------: |
                | hua, standard | random, standard |       first cycle |     2 | 2 against 2 |    +0.0000 | [+0.0000, +0.0000] | 1.0000 |   1.0000 |    1.0000 |            equal |
                | hua, standard | random, standard | last common cycle |     2 | 2 against 2 |    +0.0550 | [-0.0085, +0.1185] | 0.0577 |   0.0577 |    0.5000 | inside the noise |
                | hua, standard | random, standard |  area over images |     2 | 2 against 2 |    +0.0275 | [-0.0043, +0.0593] | 0.0577 |   0.0577 |    0.5000 | inside the noise |
                | hua, standard | random, standard |   area over boxes |     2 | 2 against 2 |    -0.0492 | [-0.0598, -0.0386] | 0.0108 |   0.0108 |    0.5000 |            worse |

                p: Student's paired t test. p (Holm): corrected for the arms compared in the same measure; the verdict compares it with 0.0500.
                units: what is compared in pairs; runs: those of the arm and of its reference behind them, replicates and losses averaged within a unit.
                p (exact): all exchanges of signs; it cannot be less than 0.5000 with 2 units.

                Labels needed to match the reference at the last common cycle

                | arm           |          against | labels |   needs | reference needs |         saved |  seeds | p (Holm) | verdict |
                | ------------- | ---------------: | -----: | ------: | --------------: | ------------: | -----: | -------: | ------: |
                | hua, standard | random, standard | images |  82 ± 1 |         100 ± 0 | +17.7 % ± 1.5 | 2 of 2 |   0.0374 |  better |
                | hua, standard | random, standard |  boxes | 247 ± 4 |         200 ± 0 | -23.4 % ± 2.2 | 2 of 2 |   0.0424 |   worse |

                seeds: runs that matched it, of those compared; the labels are means over them, those of the reference over all where none did.
                """);
    }

    @Test
    void exchangesOfManyUnitsAreSaidToBeDrawn() {
        List<RunHistory> runs = new ArrayList<>();
        for (int seed = 1; seed <= 40; seed++) {
            runs.add(RANDOM.run(seed, 2, 0.10, 0.20));
            runs.add(HUA.run(seed, 3, 0.10, 0.30 + 0.001 * seed));
        }
        assertThat(new ComparisonMarkdown(RunComparison.of(runs, Options.defaults())).toString())
                .contains("p (exact): all exchanges of signs, above 20 units 100,000 that are drawn; it cannot be less"
                        + " than 1e-05 with 40 units.\n");
    }

    @Test
    void cyclesThatFewerSeedsReachSaySo() {
        assertThat(new ComparisonMarkdown(RunComparison.of(RUNS, Options.defaults())).toString())
                .contains("0.2650 ± 0.0071 (n=2)");
    }

    @Test
    void csvHasALineForEachRunAndCycle() {
        List<String> lines = new RunCsv(List.of(RANDOM.run(7, 2, 0.1, 0.2)))
                .toString()
                .lines()
                .toList();
        assertThat(lines)
                .containsExactly(
                        "arm,run,dataset,strategy,loss,seed,replicate,planned cycles,cycle,images,boxes,class entropy,voc:AP-eleven-point,"
                                + "voc:AP-all-point,loss box,seconds train,forwards original,peak megabytes,boxes disk,"
                                + "\"boxes star, big\",options",
                        "1,random-standard-7,shapes,random,standard,7,1,,0,50,100,0.6931471805599453,0.05,0.1,0.5,12.5,150,"
                                + "900.0,50,50,\"{\"\"budget\"\":\"\"50\"\"}\"",
                        "1,random-standard-7,shapes,random,standard,7,1,,1,100,200,0.6931471805599453,0.1,0.2,0.5,12.5,150,"
                                + "900.0,100,100,");
    }

    @Test
    void filesAreWritten() throws IOException {
        ComparisonFiles.write(RunComparison.of(RUNS, Options.defaults()), RUNS, folder);
        assertThat(Files.readString(folder.resolve("comparison.md"))).startsWith("## shapes");
        assertThat(Files.readAllLines(folder.resolve("cycles.csv"))).hasSize(10);
        for (String name : List.of("curves-images.svg", "curves-boxes.svg")) {
            Html svg = Html.parsed(Files.readString(folder.resolve(name)));
            assertThat(svg.all("//*[@class='line c-0 d-0']")).hasSize(1);
            assertThat(svg.texts("//*[local-name()='text']")).contains("hua, standard", "random, standard", "shapes");
            assertThat(svg.all("//*[local-name()='use'][@href]"))
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(svg.all(
                                    "//*[@id='" + it.getAttribute("href").substring(1) + "']"))
                            .hasSize(1));
        }
    }

    @Test
    void filesTakeThePlaceOfLinks() throws IOException {
        RunComparison comparison = RunComparison.of(RUNS, Options.defaults());
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        for (String name : ComparisonFiles.names(comparison)) {
            Files.createSymbolicLink(folder.resolve(name), mine);
        }
        ComparisonFiles.write(comparison, RUNS, folder);
        assertThat(mine).hasContent("mine");
        assertThat(ComparisonFiles.names(comparison)).noneMatch(name -> Files.isSymbolicLink(folder.resolve(name)));
    }

    @Test
    void picturesNameNoFolderOfAnySystem() {
        assertThat(ComparisonFiles.withoutFolder("shapes")).isEqualTo("shapes");
        assertThat(ComparisonFiles.withoutFolder("voc:/home/me/bccd:trainval")).isEqualTo("bccd:trainval");
        assertThat(ComparisonFiles.withoutFolder("voc:C:\\Users\\me\\bccd:trainval"))
                .isEqualTo("bccd:trainval");
        assertThat(ComparisonFiles.withoutFolder("coco:C:/Users/me\\t.json")).isEqualTo("t.json");
    }

    @Test
    void runsThatHaveNoBoxesInCommonAreStillDrawn() throws IOException {
        List<RunHistory> apart = List.of(RANDOM.run(1, 1, 0.1, 0.2), RANDOM.run(2, 9, 0.1, 0.2));
        ComparisonFiles.write(RunComparison.of(apart, Options.defaults()), apart, folder);
        assertThat(folder.resolve("curves-boxes.svg")).exists();
        assertThat(Files.readString(folder.resolve("comparison.md"))).contains("no common boxes");
    }
}
