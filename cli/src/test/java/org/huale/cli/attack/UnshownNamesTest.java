package org.huale.cli.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names of files that the locale cannot show are worked with, or refused with the way out. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the locale does not decide about names of files")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class UnshownNamesTest extends ProgramTest {
    private static final String WAY_OUT = "LC_ALL=C.UTF-8";
    private static final String NAME = "gr\u00f6\u00dfe";
    private static final String ESCAPED = "gr\\u00f6\\u00dfe"; // as JSON writes it in ASCII

    @TempDir
    private static Path folder;

    /** By a shell, as this process may not be able to write the name itself. */
    @BeforeAll
    static void makeData() throws IOException, InterruptedException {
        Program.drawTinySet(folder.resolve("set"), 6);
        Files.writeString(folder.resolve("coco.json"), coco(ESCAPED, "disc"));
        Files.writeString(folder.resolve("classes.json"), coco("a", ESCAPED));
        Files.writeString(
                folder.resolve("found.json"),
                "[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 1, 20, 20], \"score\": 0.9}]");
        Files.writeString(folder.resolve("run.yaml"), Program.data(folder.resolve("set")) + Program.SCRIPTED_RUN);
        shell("""
                set -e
                name=$(printf 'gr\\303\\266\\303\\237e')
                mkdir images plain "$name"
                one=$(ls set/JPEGImages | head -1)
                cp "set/JPEGImages/$one" "images/$name.png"
                cp "set/JPEGImages/$one" plain/a.png
                cp "set/JPEGImages/$one" "$name/a.png"
                mv "set/JPEGImages/$one" "set/JPEGImages/$name.${one##*.}"
                mv "set/Annotations/${one%.*}.xml" "set/Annotations/$name.xml"
                for list in set/ImageSets/Main/*.txt; do
                    sed "s/^${one%.*}\\$/$name/" "$list" >new && mv new "$list"
                done
                """);
    }

    private static String coco(String image, String category) {
        return """
                {"images": [{"id": 1, "file_name": "IMAGE.png", "width": 64, "height": 64}],
                 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 1, 20, 20], "area": 400,
                                  "iscrowd": 0}],
                 "categories": [{"id": 1, "name": "CATEGORY"}]}
                """.replace("IMAGE", image).replace("CATEGORY", category);
    }

    private static void shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("shell.txt").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("shell.txt")))
                .isZero();
    }

    @Test
    void imagesOfAFolder() throws IOException, InterruptedException {
        assertThat(refused("label", "images", "--no-browser", "--port", "0")).contains(WAY_OUT);
    }

    @Test
    void imagesThatAFileNames() throws IOException, InterruptedException {
        assertThat(refused("convert", "coco:coco.json:images", "voc:converted")).contains(WAY_OUT);
    }

    @Test
    void imagesOfAVocFolder() throws IOException, InterruptedException {
        assertThat(refused("validate", "voc:set:trainval")).contains(WAY_OUT);
        assertThat(refused("run", "run.yaml", "--out", "run")).contains(WAY_OUT);
    }

    @Test
    void imagesOnTheCommandLine() throws IOException, InterruptedException {
        String found = tried("sh", "detect --weights run.yaml images/*.png");
        assertThat(found).contains("gr");
        tried("sh", "validate images/*.png");
        tried("sh", "convert coco:coco.json:gr* voc:gr*/voc");
        tried("sh", "run run.yaml --out gr*/run");
        tried("sh", "report gr* --out gr*/report.html");
    }

    /** They are in files as UTF-8, which the locale does not bear on. */
    @Test
    void classesInAnswersForPrograms() throws IOException, InterruptedException {
        JsonNode data = answered("validate coco:classes.json:plain --json");
        assertThat(data.get("summary").get("classes").get(0).get("name").asString())
                .isEqualTo(NAME);
        JsonNode figures = answered("evaluate --data coco:classes.json --detections found.json --json");
        assertThat(figures.get("evaluations")
                        .get(0)
                        .get("classes")
                        .get(0)
                        .get("name")
                        .asString())
                .isEqualTo(NAME);
    }

    private static JsonNode answered(String words) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(tried("sh", words + " 2>/dev/null"));
    }

    @Test
    void withALocaleThatShowsThem() throws IOException, InterruptedException {
        Process program = start("C.UTF-8", List.of("run", "run.yaml", "--out", "shown"));
        assertThat(program.waitFor()).as(said()).isEqualTo(ExitCode.DONE);
    }

    private static String refused(String... words) throws IOException, InterruptedException {
        Process program = start("C", List.of(words));
        assertThat(program.waitFor()).as(said()).isEqualTo(ExitCode.USER_INPUT);
        assertThat(said()).doesNotContain("\tat ", "a bug in HUALE", "java.");
        return said();
    }

    /** Words that a shell opens out: what it makes of them cannot be written here. */
    private static String tried(String shell, String words) throws IOException, InterruptedException {
        String java = "'" + String.join("' '", Program.java()) + "'";
        Process program = start("C", new ProcessBuilder(shell, "-c", java + " " + words));
        assertThat(program.waitFor()).as(said()).isIn(ExitCode.DONE, ExitCode.USER_INPUT);
        assertThat(said()).doesNotContain("\tat ", "a bug in HUALE", "java.");
        return said();
    }

    private static Process start(String locale, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(Program.java());
        command.addAll(words);
        return start(locale, new ProcessBuilder(command));
    }

    private static Process start(String locale, ProcessBuilder builder) throws IOException {
        builder.environment().keySet().removeAll(Arrays.asList("LANG", "LC_CTYPE"));
        builder.environment().put("LC_ALL", locale);
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    private static String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"), StandardCharsets.ISO_8859_1);
    }
}
