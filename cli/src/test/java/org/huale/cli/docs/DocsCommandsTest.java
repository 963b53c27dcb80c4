package org.huale.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.cli.Main;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/** What the docs tell people to type is understood by the program, and what is marked runs. */
class DocsCommandsTest {
    /** What makes trainings short, whatever the page says. */
    private static final String SHORT = "training.iterations=2 training.batchSize=1 training.schedule.kind=step"
            + " training.schedule.milestones=[] detector.transform.minSize=64 detector.transform.maxSize=96";

    /** What lets trainings do without first weights, whatever file the page names. */
    private static final String ANEW = " weights.mode=scratch weights.backbone=";

    /** What makes runs short. */
    private static final String FEW = SHORT + ANEW + " initial.images=4 budget=2 cycles=2";

    /** What makes benchmarks short. */
    private static final String SMALL_MATRIX = "strategies=[random,entropy] losses=[standard] seeds=[1,2]"
            + " datasets.bccd.initial.images=4 datasets.bccd.budget=2 datasets.bccd.cycles=2 "
            + Stream.of((SHORT + ANEW).split(" ")).map("base."::concat).collect(Collectors.joining(" "));

    /** What is drawn, whatever the page says. */
    private static final String SMALL = "--images 12 --test-images 3 --classes 2 --size 64x64 --overwrite";

    @TempDir
    private static Path place;

    @TempDir
    Path folder;

    static Stream<Arguments> commands() {
        return DocsCommands.pages().stream()
                .flatMap(page -> DocsCommands.all(page).stream().map(command -> Arguments.of(page, command)));
    }

    @ParameterizedTest(name = "{0}: huale {1}")
    @MethodSource("commands")
    void everyCommandIsUnderstood(Path page, String command) {
        try {
            Main.commandLine().parseArgs(DocsCommands.words(command));
        } catch (ParameterException wrong) {
            throw new AssertionError(page + " says: huale " + command + "\n" + wrong.getMessage(), wrong);
        }
    }

    static List<Path> pagesThatRun() {
        return DocsCommands.pages().stream()
                .filter(page -> !DocsCommands.runnable(page).isEmpty())
                .toList();
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesThatRun")
    void everyMarkedBlockRuns(Path page) throws Exception {
        Path own = folder.resolve("own");
        ProgramTest.copy(prepared(), own);
        for (String block : DocsCommands.runnable(page)) {
            requireSuccess(own, page, block);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPage")
    void everyBlockRunsOrSaysWhyNot(Path page) {
        assertThat(DocsCommands.unmarked(page))
                .as("write <!-- run --> or <!-- not run: REASON --> before each of these")
                .isEmpty();
    }

    static List<Path> everyPage() {
        return DocsCommands.pages();
    }

    /** As make-dataset draws them: commands that are not run are to be right, too. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPage")
    void theDataSetOfThePagesHasTheSplitsThatTheyName(Path page) throws IOException {
        assertThat(all("voc:mydata:(\\w+)", Files.readString(page)))
                .as("splits of voc:mydata in %s", page)
                .isSubsetOf("trainval", "test");
    }

    /** Else its detectors have learned next to nothing. */
    @Test
    void theRateOfTheTutorialDoesNotRiseToTheEnd() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "tutorial.md"));
        List<String> iterations = all("\\biterations: (\\d+)", page);
        List<String> warmUp = all("\\bwarmUpIterations: (\\d+)", page);
        assertThat(iterations).hasSize(1);
        assertThat(warmUp).hasSize(1);
        assertThat(Integer.parseInt(warmUp.get(0))).isLessThan(Integer.parseInt(iterations.get(0)));
    }

    /** What stands in the parentheses of a pattern, wherever it fits. */
    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void someBlocksAreMarked() {
        assertThat(pagesThatRun()).isNotEmpty();
    }

    /** What the pages presume. */
    private static Path prepared() throws Exception {
        if (Files.exists(place.resolve("bin"))) {
            return place;
        }
        Program.drawTinySet(place.resolve("mydata"), 12);
        Program.drawTinySet(Files.createDirectories(place.resolve("data")).resolve("bccd"), 24);
        ProgramTest.copy(Path.of("..", "examples"), place.resolve("examples"));
        ProgramTest.copy(Path.of("..", "protocols"), place.resolve("protocols"));
        ProgramTest.copy(place.resolve("mydata/JPEGImages"), place.resolve("photos"));
        writeFilesThatArePresumed();
        Files.writeString(place.resolve("my.yaml"), namingItsData(Files.readString(Path.of("../examples/own.yaml"))));
        writeLauncher(Files.createDirectories(place.resolve("bin")).resolve("huale"));
        requireSuccess(place, Path.of("before any page"), """
                huale train --data voc:mydata:trainval --val voc:mydata:test --out training --model mobilenet-v2-fpn
                huale export-detector --weights training/weights/best.safetensors --out best.onnx
                echo 'data: {pool: photos, testShare: 0.25, classNames: [scratch, dent, bump]}' > mine.yaml
                huale run mine.yaml oracle=inbox --out runs/mine || [ $? = 3 ]
                huale run my.yaml --out runs/finished
                """);
        return place;
    }

    private static void writeFilesThatArePresumed() throws IOException {
        for (String weights : List.of("mobilenet_v2_torch.safetensors", "resnet50-0676ba61.pth")) {
            Files.writeString(Files.createDirectories(place.resolve("weights")).resolve(weights), "only looked for");
        }
        String image;
        try (Stream<Path> photos = Files.list(place.resolve("photos"))) {
            image = photos.sorted().findFirst().orElseThrow().getFileName().toString();
        }
        Files.writeString(place.resolve("ann.json"), """
                {"images": [{"id": 1, "file_name": "photos/%s", "width": 64, "height": 64}],
                 "categories": [{"id": 1, "name": "car"}, {"id": 2, "name": "truck"}, {"id": 3, "name": "person"}],
                 "annotations": [{"id": 1, "image_id": 1, "category_id": 2, "bbox": [3, 4, 33, 44]}]}
                """.replace("%s", image));
    }

    /**
     * The program with what makes it quick. What serves or watches until it is stopped is stopped as soon as it has said what it
     * serves or waits for.
     */
    private static void writeLauncher(Path launcher) throws IOException {
        String java = Program.java().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Files.writeString(launcher, String.format(Locale.ROOT, """
                #!/bin/sh
                huale() { exec %1$s "$@"; }
                until_it_says() {
                    words=$1
                    shift
                    huale "$@" > served.txt 2>&1 &
                    for second in $(seq 120); do
                        grep -q "$words" served.txt && kill $! && exit 0
                        kill -0 $! 2> gone.txt || break
                        sleep 1
                    done
                    cat served.txt
                    exit 1
                }
                case "$*" in
                    label* | serve-guesses*) until_it_says http: "$@" ;;
                    resume*--watch*) until_it_says finished "$@" ;;
                    *--like*) huale "$@" --share 0.004 ;;
                    make-dataset*) huale make-dataset "$2" %4$s ;;
                    benchmark*voc2007*--dry-run) huale "$@" datasets.voc2007.initial.images=4 datasets.voc2007.budget=2 ;;
                    'benchmark merge'* | 'benchmark report'* | 'benchmark --power'*) huale "$@" ;;
                    benchmark*) huale "$@" %5$s ;;
                    train*) huale "$@" %2$s ;;
                    run*) huale "$@" %3$s ;;
                    *) huale "$@" ;;
                esac
                """, java, SHORT, FEW, SMALL, SMALL_MATRIX));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    /** The example as somebody changes it whose images are annotated already. */
    private static String namingItsData(String example) {
        return example.replaceFirst("pool: my/pool .*", "pool: voc:mydata:trainval")
                .replaceFirst("test: coco:.*", "test: voc:mydata:test")
                .replaceFirst("oracle: .*", "");
    }

    private static void requireSuccess(Path where, Path page, String block) throws IOException, InterruptedException {
        Path said = where.resolve("said.txt");
        Process shell = new ProcessBuilder("sh", "-e", "-c", "PATH=$PWD/bin:$PATH\n" + block)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(shell.waitFor(1, TimeUnit.HOURS)).isTrue();
        assertThat(shell.exitValue())
                .as("%s:%n%s%n%s", page, block, Files.readString(said))
                .isZero();
    }
}
