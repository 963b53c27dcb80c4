package org.huale.report.html;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.image.format.ImageIoReader;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.folder.SelectionRecord;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.report.compare.SyntheticRuns;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.markup.Html;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class HtmlReportTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);
    private static final SampleRuns SAMPLES = SampleRuns.of(4);
    private static final List<RunHistory> RUNS = runs(SAMPLES, 3);

    @TempDir
    private Path folder;

    private static List<RunHistory> runs(SampleRuns samples, int seeds) {
        List<RunHistory> runs = new ArrayList<>();
        for (String strategy : List.of("random", "hua")) {
            for (String loss : List.of("standard", "emphasis")) {
                IntStream.range(0, seeds).forEach(seed -> runs.add(samples.run(strategy, loss, seed)));
            }
        }
        return runs;
    }

    private static String page(List<RunHistory> runs) {
        return HtmlReport.of(runs, HtmlReport.Options.defaults()).toHtml();
    }

    private static HtmlReport.Options options(
            @Nullable String figure, @Nullable String reference, @Nullable Integer gallery) {
        return new HtmlReport.Options(figure, reference, gallery, ImageIoReader.defaults());
    }

    @Test
    void pageRefersToNothingOutside() {
        Html html = Html.parsed(page(RUNS));

        assertThat(html.all("//@href/.. | //@src/..")).isNotEmpty().allSatisfy(element -> {
            String target = element.getAttribute(element.hasAttribute("href") ? "href" : "src");
            assertThat(target).matches("(?s)#.+|data:image/jpeg;base64,.*");
        });
        assertThat(page(RUNS)).doesNotContainIgnoringCase("http:", "https:", "url(", "@import", "fetch(", "eval(");
    }

    @Test
    void fragmentsThatAreReferredToExist() {
        Html html = Html.parsed(page(RUNS));
        List<String> ids =
                html.all("//*[@id]").stream().map(it -> it.getAttribute("id")).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(html.all("//*[starts-with(@href, '#')]"))
                .allSatisfy(
                        it -> assertThat(ids).contains(it.getAttribute("href").substring(1)));
    }

    @Test
    void onlyTheOwnScriptMayRun() throws Exception {
        Html html = Html.parsed(page(RUNS));
        String page = page(RUNS);
        int from = page.indexOf('>', page.indexOf("<script")) + 1;
        String script = page.substring(from, page.indexOf("</script>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));

        assertThat(html.all("//script")).hasSize(1);
        assertThat(html.all("//meta[@http-equiv]").get(0).getAttribute("content"))
                .contains("default-src 'none'", "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    @Test
    void sameRunsGiveTheSameBytesInAnyOrder() {
        List<RunHistory> shuffled = new ArrayList<>(RUNS);
        Collections.shuffle(shuffled, new Random(5));

        assertThat(page(shuffled)).isEqualTo(page(RUNS));
    }

    /** The figures of copies may differ, as where another machine went on with one. */
    @Test
    void ofCopiesTheSameOneIsComparedInAnyOrder() {
        RunHistory one = SyntheticRuns.of("random", "standard").run(1, 2, 0.1, 0.2);
        RunHistory other = SyntheticRuns.of("random", "standard").run(1, 2, 0.1, 0.4);
        RunHistory first = new RunHistory(one.summary(), one.cycles(), folder.resolve("a"));
        RunHistory second = new RunHistory(other.summary(), other.cycles(), folder.resolve("b"));

        assertThat(page(List.of(second, first))).isEqualTo(page(List.of(first, second)));
    }

    @Test
    void tableHasTheMeansAndDeviationsOfTheRuns() {
        Html html = Html.parsed(page(RUNS));
        List<String> cells = html.texts(
                "//section[@id='curves']//div[contains(@class, 'figure-0')]//tr[th='hua, emphasis']/td/text()/..");

        double[] values = IntStream.range(0, 3)
                .mapToDouble(seed ->
                        SampleRuns.figure(SAMPLES.run("hua", "emphasis", seed).summary(), 2))
                .toArray();
        double mean = (values[0] + values[1] + values[2]) / 3;
        double squares = IntStream.range(0, 3)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .sum();
        String expected = String.format(Locale.ROOT, "%.1f ± %.1f", 100 * mean, 100 * Math.sqrt(squares / 2));
        assertThat(cells).hasSize(5);
        assertThat(cells.get(0)).isEqualTo("3");
        assertThat(cells.get(3)).startsWith(expected).contains("26 images");
    }

    private static SyntheticRuns replicate(int number) {
        return new SyntheticRuns(
                "shapes", "random", "standard", "{\"budget\": 50, \"strategy\": {\"replicate\": " + number + "}}");
    }

    /** Seed 1 comes to 30 in the mean of its replicates and seed 2 to 34; the four runs deviate by 8.5. */
    @Test
    void tablesSpreadOverSeedsAndNotOverReplicates() {
        Html html = Html.parsed(page(List.of(
                replicate(1).run(1, 2, 0.10, 0.20),
                replicate(2).run(1, 2, 0.10, 0.40),
                replicate(1).run(2, 2, 0.12, 0.34),
                replicate(2).run(2, 2, 0.12, 0.34, 0.50))));
        List<String> cells = html.texts(
                "//section[@id='curves']//div[contains(@class, 'figure-0')]//tr[th='random, standard']/td/text()/..");
        assertThat(cells.get(0)).isEqualTo("2");
        assertThat(cells.get(2)).startsWith("32.0 ± 2.8");
        assertThat(cells.get(3)).as("a cycle that one replicate has alone").startsWith("–");
    }

    /** A run spends 12.5 seconds in a cycle: 25 in the mean of the replicates of seed 1, 50 with seed 2. */
    @Test
    void costIsTheMeanOfSeedsWhateverReplicatesTheyHave() {
        Html html = Html.parsed(page(List.of(
                replicate(1).run(1, 2, 0.10, 0.20),
                replicate(2).run(1, 2, 0.10, 0.40),
                replicate(1).run(2, 2, 0.12, 0.20, 0.30, 0.34))));
        List<String> cells = html.texts("//section[@id='cost']//table//tr[th='random, standard']/td");
        assertThat(cells.get(0)).as("most cycles").isEqualTo("4");
        assertThat(cells.get(4)).isEqualTo("37.5 s");
        assertThat(cells.get(5)).as("300 and 600 forward passes").startsWith("450");
        assertThat(html.texts("//section[@id='cost']//thead//th")).contains("most cycles", "highest peak memory");
    }

    private static List<RunHistory> beside(String strategy, double... ends) {
        List<RunHistory> runs = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            runs.add(SyntheticRuns.of(strategy, "standard").run(i + 1, 2, 0.1, ends[i]));
        }
        return runs;
    }

    private static String lead(List<List<RunHistory>> arms) {
        List<RunHistory> runs = arms.stream().flatMap(List::stream).toList();
        return Html.parsed(page(runs)).texts("//p[@class='lead']").get(0);
    }

    @Test
    void theBestArmIsNoBoundAndHasNoLeadOfAnother() {
        List<List<RunHistory>> arms = new ArrayList<>(List.of(
                beside("random", 0.22, 0.24, 0.26),
                beside("entropy", 0.271, 0.29, 0.311),
                beside("oracle-counts", 0.5, 0.9, 0.4)));
        assertThat(lead(arms)).contains("entropy, standard scores highest", "significantly ahead of every other arm");
        arms.add(beside("hua", 0.4)); // the highest, of one seed
        assertThat(lead(arms))
                .contains("hua, standard scores highest", "; its lead is not shown against every other arm");
    }

    @Test
    void everyFigureHasCurvesAgainstImagesAndBoxesAndATable() {
        Html html = Html.parsed(page(RUNS));

        for (int figure = 0; figure < 2; figure++) {
            String panel = "//div[contains(@class, 'panel figure-" + figure + "')]";
            assertThat(
                            html.all(
                                    panel
                                            + "[contains(@class, 'axis-images')]//path[contains(@class, 'line')][ancestor::*[@class='plot']]"))
                    .hasSize(4);
            assertThat(html.all(panel + "[contains(@class, 'axis-boxes')]//path[contains(@class, 'band')]"))
                    .hasSize(4);
            assertThat(html.all(panel + "//table")).hasSize(1);
        }
        assertThat(html.texts("//fieldset[legend='Figure']//span"))
                .containsExactly("mAP (VOC, all-point)", "AP50 (COCO)");
    }

    /** Of another run, which has the other figures, nobody took the time. */
    @Test
    void hoursAreOfferedWhereEveryCurveOfEveryFigureHasThem() {
        RunHistory timed = withSimilarity(SAMPLES.run("hua", "standard", 1));
        RunHistory other = SAMPLES.run("entropy", "standard", 2);
        Map<String, Double> seconds = new HashMap<>();
        for (CycleRecord cycle : timed.cycles()) {
            timed.workedOn(cycle).ifPresent(images -> images.forEach(it -> seconds.put(it.value(), 10.0)));
        }
        HtmlReport.Options options = new HtmlReport.Options(
                "similarity:objects", null, 0, ImageIoReader.defaults(), new AnnotationSeconds(seconds), 0, null);
        assertThat(axes(List.of(timed), options))
                .containsExactly("labeled images", "labeled boxes", "annotator hours since the initial set");
        assertThat(axes(List.of(timed, other), options)).containsExactly("labeled images", "labeled boxes");
    }

    private static List<String> axes(List<RunHistory> runs, HtmlReport.Options options) {
        return Html.parsed(HtmlReport.of(runs, options).toHtml()).texts("//fieldset[legend='Against']//span");
    }

    private static RunHistory withSimilarity(RunHistory run) {
        return new RunHistory(
                run.summary(),
                run.cycles().stream()
                        .map(it -> it.with(new Evaluation(
                                "similarity",
                                new Evaluation.Counts(30, 50, 0, 0),
                                Map.of("objects", 0.5 + 0.01 * it.cycle()),
                                List.of(),
                                List.of())))
                        .toList());
    }

    @Test
    void everyPointSaysItsNumbers() {
        Html html = Html.parsed(page(RUNS));

        assertThat(html.texts("//div[@class='panel figure-0 axis-images']//*[@class='plot']//use/title"))
                .hasSize(16)
                .anySatisfy(it ->
                        assertThat(it).matches("hua, standard: \\d\\d\\.\\d ± \\d\\.\\d with 29 images \\(3 seeds\\)"));
    }

    @Test
    void summarySaysWhoIsBetterByHowMuch() {
        Html html = Html.parsed(page(RUNS));

        assertThat(html.texts("//ul[@class='findings']/li"))
                .hasSize(4) // three arms, and the strategy over both losses
                .anySatisfy(it -> assertThat(it).contains("hua (mean over emphasis, standard)", "in 3 of 3 units"))
                .anySatisfy(it -> assertThat(it)
                        .startsWith("hua, standard is better than random, standard: +3.3 points")
                        .contains("ahead in 3 of 3 seeds"));
        assertThat(html.texts("//p[@class='lead']")).first().asString().contains("29", "hua, emphasis");
    }

    @Test
    void oneSeedIsNoProof() {
        Html html = Html.parsed(page(runs(SAMPLES, 1)));

        assertThat(html.texts("//ul[@class='findings']/li"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it).contains("too few seeds", "one seed"));
    }

    /** Both arms have the seed; the one ends before the other begins. */
    @Test
    void withoutImagesInCommonNoSeedIsBlamed() {
        String page = page(List.of(
                SyntheticRuns.less(SyntheticRuns.of("random", "standard").run(1, 2, 0.1), 10),
                SyntheticRuns.of("hua", "standard").run(1, 2, 0.2)));
        assertThat(Html.parsed(page).texts("//ul[@class='findings']/li"))
                .containsExactly(
                        "hua, standard cannot be compared with random, standard: the runs on the data set have no"
                                + " number of labeled images in common.");
        assertThat(page).doesNotContain("shares no seed");
    }

    @Test
    void chosenFigureComesFirst() {
        String page = HtmlReport.of(RUNS, options("AP50", null, 0)).toHtml();

        assertThat(Html.parsed(page).texts("//fieldset[legend='Figure']//span"))
                .first()
                .isEqualTo("AP50 (COCO)");
    }

    @Test
    void unknownFigureOrReferenceIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> HtmlReport.of(RUNS, options("AP99", null, 0)).toHtml())
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("AP99", "voc:AP-all-point", "coco:AP50");
        assertThatThrownBy(() -> HtmlReport.of(RUNS, options(null, "best", 0)).toHtml())
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("best", "random, standard");
    }

    private static RunHistory withClasses(long seed, String... classes) {
        return new SampleRuns(2, 3, List.of(classes), List.of(Path.of("missing.jpg")), new ImageSize(64, 48))
                .run("random", "standard", seed);
    }

    /** The classes of one of the runs were merged on the way. */
    @Test
    void boxesOfAClassAreCountedByTheNumbersOfEachRun() {
        Html html = Html.parsed(page(
                List.of(withClasses(1, "scratch", "dent", "rust"), withClasses(3, "scratch", "dent", "bump", "rust"))));
        String row = "//section[@id='classes']//details[1]//tr[th='%s']/td[3]";
        assertThat(html.texts(row.replace("%s", "scratch"))).containsExactly("107"); // of 91 and 123
        assertThat(html.texts(row.replace("%s", "dent"))).containsExactly("77"); // of 61 and 93
        assertThat(html.texts(row.replace("%s", "rust"))).containsExactly("32"); // of 31 and 33
        assertThat(html.texts(row.replace("%s", "bump"))).containsExactly("63");
    }

    @Test
    void figureThatDoesNotExistIsADash() {
        Html html = Html.parsed(page(RUNS));

        assertThat(html.texts("//section[@id='classes']//details[1]//tr[th='star']/td[@class='heat']"))
                .containsOnly("–")
                .hasSize(4);
        assertThat(html.texts("//section[@id='classes']/p[@class='note']"))
                .singleElement(STRING)
                .contains("no object of the class", "(it was added or merged later)", "with all its replicates.");
        assertThat(html.text()).doesNotContain("-100.0", "NaN");
    }

    @Test
    void namesAreTextWhateverTheyAre() {
        String name = "<script>alert('1')</script>\" onload=\"x ]]> &amp; \u0000\u001b \ud800 \u202e";
        SampleRuns samples = new SampleRuns(
                2, 2, List.of(name + "1", name + "2"), List.of(Path.of("a\"<b>.jpg")), new ImageSize(64, 48));
        RunSummary summary = new RunSummary(
                name, name, "hua" + name, name, 1, samples.classes(), name + "\r\n" + name, Map.of(name, name));

        Html html = Html.parsed(page(List.of(samples.run(summary))));

        assertThat(html.all("//script")).hasSize(1);
        assertThat(html.all("//@onload/..")).isEmpty();
        assertThat(html.texts("//details[@class='run']/summary/b"))
                .containsExactly("<script>alert('1')</script>\" onload=\"x ]]> &amp; \ufffd\ufffd \ufffd \u202e");
    }

    @Test
    void runsWithoutAnythingAreReported() {
        Html html = Html.parsed(page(runs(SampleRuns.of(0), 1)));

        assertThat(html.text()).contains("No detector has been evaluated yet", "No cycle is finished yet");
    }

    @Test
    void oneCycleWithoutSelectionIsReported() {
        Html html = Html.parsed(page(List.of(SampleRuns.of(1).run("hua", "standard", 1))));

        assertThat(html.text()).contains("Cycle 0 chose nothing.", "1 run on rendered with 1 seed");
        assertThat(html.all("//*[@class='plot']//use")).isNotEmpty();
    }

    @Test
    void runsOfDifferentLengthAreReportedAsFarAsTheyCame() {
        List<RunHistory> runs = new ArrayList<>(RUNS);
        runs.add(SampleRuns.of(2).run("entropy", "standard", 0));
        runs.add(SampleRuns.of(0).run("entropy", "standard", 1));

        Html html = Html.parsed(page(runs));

        List<String> cells = html.texts("//div[contains(@class, 'figure-0')]//tr[th='entropy, standard']/td");
        assertThat(cells).hasSize(5);
        assertThat(cells.get(4)).startsWith("–");
        assertThat(html.texts("//ul[@class='notes']/li")).hasSize(2);
    }

    @Test
    void pictureIsSmallAndInThePageOnce() throws IOException {
        Path file = folder.resolve("image.png");
        ImageSize size = new ImageSize(640, 320);
        ImageWriter.write(new Image(size, new byte[640 * 320 * 3]), file);
        SampleRuns samples = new SampleRuns(3, 2, List.of("disc", "star"), List.of(file), size);

        Html html = Html.parsed(page(List.of(samples.run("hua", "standard", 1), samples.run("hua", "standard", 2))));

        assertThat(html.all("//image")).hasSize(1);
        assertThat(html.all("//use[@href='#t0']")).hasSize(7);
        assertThat(Files.write(
                        folder.resolve("thumbnail.jpg"),
                        jpeg(html.all("//image").get(0))))
                .satisfies(it ->
                        assertThat(ImageIoReader.defaults().read(it).size()).isEqualTo(new ImageSize(240, 120)));
    }

    private static byte[] jpeg(Element image) {
        return Base64.getDecoder().decode(image.getAttribute("href").substring("data:image/jpeg;base64,".length()));
    }

    @Test
    void chosenImagesShowBoxesOfBothViewsAndTheReasons() {
        Html html = Html.parsed(page(List.of(SAMPLES.run("hua", "standard", 1))));
        String card = "(//article[@class='card'])[1]";

        assertThat(html.texts(card + "//*[@class='original']/rect/title")).containsExactly("disc 0.91", "star 0.42");
        assertThat(html.all(card + "//*[@class='flipped']/rect")).hasSize(2);
        assertThat(html.texts(card + "//ul[@class='parts']//span[@class='name']"))
                .isEqualTo(SampleRuns.PARTS);
        assertThat(html.texts(card + "//ul[@class='parts']//small"))
                .first()
                .isEqualTo("disc against star, 2 of 5 boxes");
        assertThat(html.text()).contains("norm of the four metrics, each scaled to [0, 1]");
        assertThat(html.all("//div[@class='pairs']")).hasSize(3);
        assertThat(html.all("(//div[@class='pairs'])[1]/figure")).hasSize(6);
    }

    /** The records of a run that was read do not have them. */
    @Test
    void boxesAreReadFromTheFolderOfTheRun() {
        RunHistory made = SAMPLES.run("hua", "standard", 1);
        Path run = folder.resolve("run");
        try (RunFolder begun = RunFolder.create(run, made.summary())) {
            made.cycles().forEach(it -> begun.cycle(it.cycle()).recorded(it));
        }
        Html html = Html.parsed(page(List.of(RunFolder.read(run))));
        String card = "(//article[@class='card'])[1]";
        assertThat(html.texts(card + "//*[@class='original']/rect/title")).containsExactly("disc 0.91", "star 0.42");
        assertThat(html.all(card + "//*[@class='flipped']/rect")).hasSize(2);
    }

    @Test
    void candidatesThatAreNotDrawnCountToo() {
        SampleRuns many = new SampleRuns(2, 200, List.of("disc", "star"), List.of(Path.of("missing.jpg")), SIZE);
        Html html = Html.parsed(page(List.of(many.run("hua", "standard", 1))));
        assertThat(html.text()).contains("chose 200 images of 600 candidates");
        assertThat(html.texts("//div[@class='scatter']/ul/li"))
                .containsExactly("200 chosen", "400 passed over, 300 of them drawn");

        SelectionRecord selection =
                requireNonNull(SAMPLES.run("hua", "standard", 1).cycles().get(0).selection());
        List<SelectionRecord.Chosen> chosen = new ArrayList<>(selection.chosen());
        SelectionRecord.Chosen last = chosen.remove(2);
        ImageScore empty = new ImageScore(last.score().image(), 0, new Explanation("nothing was seen", List.of()));
        chosen.add(new SelectionRecord.Chosen(empty, last.file(), last.size(), null, null));
        StringBuilder legend = new StringBuilder();
        Scatter.of(new SelectionRecord(chosen, selection.passedOver())).html().write(legend);
        assertThat(Html.parsed(legend.toString()).texts("//ul/li"))
                .containsExactly("3 chosen, 2 of them drawn", "6 passed over");
    }

    @Test
    void pictureThatIsGoneLeavesAFrameWithTheReason() {
        assertThat(Html.parsed(page(RUNS)).texts("//rect[@class='missing']/title"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it).contains("missing.jpg"));
    }

    @Test
    void galleryHoldsNoMoreThanAskedFor() {
        assertThat(Html.parsed(HtmlReport.of(RUNS, options(null, null, 2)).toHtml())
                        .all("//article"))
                .hasSize(12 * 3 * 2);
        assertThat(Html.parsed(HtmlReport.of(RUNS, options(null, null, 0)).toHtml())
                        .all("//article"))
                .isEmpty();
    }

    @Test
    void thirtyRunsOfTenCyclesStaySmall() {
        List<String> classes =
                IntStream.range(0, 20).mapToObj(i -> "class " + i).toList();
        SampleRuns samples = new SampleRuns(10, 50, classes, List.of(Path.of("missing.jpg")), new ImageSize(500, 375));
        List<RunHistory> runs = new ArrayList<>();
        for (String strategy : List.of("random", "entropy", "hua")) {
            IntStream.range(0, 10).forEach(seed -> runs.add(samples.run(strategy, "standard", seed)));
        }

        assertThat(page(runs)).hasSizeLessThan(6_000_000);
    }

    @Test
    void numbersAndPicturesStandBesideThePage() {
        HtmlReport.of(RUNS, options(null, null, 0)).writeWithFiles(folder.resolve("new/report.html"));

        assertThat(folder.resolve("new")).isDirectoryContaining("glob:**/report.html");
        assertThat(folder.resolve("new")).isDirectoryContaining("glob:**/cycles.csv");
    }

    @Test
    void chartsOfAnEarlierReportGoWithIt() throws IOException {
        List<RunHistory> more = new ArrayList<>(RUNS);
        more.add(replicate(1).run(1, 2, 0.1, 0.2));
        Path page = folder.resolve("report.html");
        Path own = Files.writeString(folder.resolve("curves-images-7.svg"), "somebody's");
        HtmlReport.of(RUNS, options(null, null, 0)).writeWithFiles(page);
        assertThat(names()).contains("curves-images.svg", "curves-boxes.svg");

        HtmlReport.of(more, options(null, null, 0)).writeWithFiles(page);
        assertThat(names())
                .contains("cycles.csv", "curves-images-1.svg", "curves-images-2.svg")
                .doesNotContain("curves-images.svg", "curves-boxes.svg");

        HtmlReport.of(RUNS, options(null, null, 0)).writeWithFiles(page);
        assertThat(names()).contains("curves-images.svg").doesNotContain("curves-images-1.svg", "curves-boxes-2.svg");
        assertThat(own).hasContent("somebody's");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }
}
