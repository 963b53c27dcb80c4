package org.huale.cli.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huale.app.run.OracleChoice;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data sets without a class, in all forms: every command works with them, or says what is missing. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class NoClassesTest extends ProgramTest {
    @TempDir
    private static Path folder;

    private static final List<String> ORACLES = List.of(OracleChoice.GROUND_TRUTH, "files", "inbox");
    private static final String NO_BOX = "has no box that can be used";

    /** What is said of each data set where boxes are needed. */
    private static final Map<String, String> WITHOUT = new LinkedHashMap<>();

    @BeforeAll
    static void makeData() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 6);
        new NoClassesTest().train(path("set"), folder.resolve("trained"));
        WITHOUT.put("voc:" + voc() + ":trainval", NO_BOX);
        WITHOUT.put("coco:" + coco(), NO_BOX);
        for (String names : List.of("names: []", "names: {}", "nc: 0\nnames: []")) {
            WITHOUT.put("yolo:" + yolo(names) + ":train", NO_BOX);
        }
        for (String names : List.of("nc: 0", "names:")) {
            WITHOUT.put("yolo:" + yolo(names) + ":train", "names must be a list or a map");
        }
        WITHOUT.put("yolo:" + yolo("names: ['']") + ":train", "names: 0: class name is empty");
        Path plain = Files.createDirectories(folder.resolve("nothing-but"));
        copyImages(plain);
        WITHOUT.put(plain.toString(), "must begin with its kind");
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Path voc() throws IOException {
        Path voc = folder.resolve("voc");
        copy(folder.resolve("set"), voc);
        try (Stream<Path> files = Files.walk(voc)) {
            files.filter(it -> it.toString().endsWith(".xml")).forEach(NoClassesTest::withoutObjects);
        }
        for (String list : List.of("labels.txt", "classes.txt")) {
            Files.writeString(voc.resolve(list), "\n");
        }
        return voc;
    }

    private static void withoutObjects(Path xml) {
        try {
            Files.writeString(xml, Files.readString(xml).replaceAll("(?s)<object>.*</object>", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path coco() throws IOException {
        Path images = Files.createDirectories(folder.resolve("coco"));
        StringBuilder all = new StringBuilder();
        for (Path image : copyImages(images)) {
            all.append(all.isEmpty() ? "" : ", ")
                    .append("{\"id\": ")
                    .append(all.length() + 1)
                    .append(", \"file_name\": \"")
                    .append(image.getFileName())
                    .append("\", \"width\": 64, \"height\": 64}");
        }
        return Files.writeString(
                images.resolve("all.json"), "{\"images\": [" + all + "], \"annotations\": [], \"categories\": []}");
    }

    private static Path yolo(String names) throws IOException {
        Path root = folder.resolve("yolo-" + WITHOUT.size());
        Files.createDirectories(root.resolve("labels/train"));
        copyImages(Files.createDirectories(root.resolve("images/train")));
        return Files.writeString(
                root.resolve("data.yaml"), "path: .\ntrain: images/train\nval: images/train\n" + names + "\n");
    }

    private static List<Path> copyImages(Path to) throws IOException {
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> images = Files.list(folder.resolve("set/JPEGImages"))) {
            for (Path image : images.sorted().toList()) {
                copies.add(Files.copy(image, to.resolve(image.getFileName())));
            }
        }
        return copies;
    }

    @Test
    void everyCommand() throws IOException {
        int number = 0;
        for (String data : WITHOUT.keySet()) {
            String out = path("out-" + number++);
            String weights = path("trained/weights/last.safetensors");
            tried("validate", data);
            tried("describe", data);
            tried("convert", data, "voc:" + out + "/voc");
            tried("convert", data, "coco:" + out + "/all.json");
            tried("convert", data, "yolo:" + out + "/yolo");
            tried("score", "--data", data, "--weights", weights, "--budget", "2", "--out", out + "/score");
            tried("evaluate", "--data", data, "--weights", weights);
            tried("train", "--data", data, "--out", out + "/train", "--model", "scripted");
            tried("train", "--data", data, "--out", out + "/net", "--model", "small-resnet-fpn", "--epochs", "1");
            tried("export", data, "coco:" + out + "/exported.json");
            tried("label", data, "--no-browser", "--port", "-1", "--out", out + "/labels"); // or it would serve
        }
    }

    /** On which every detector would have to be measured. */
    @Test
    void aTestSetWithoutBoxesIsRefusedWhoeverAnnotates() throws IOException {
        int number = 0;
        for (Map.Entry<String, String> each : WITHOUT.entrySet()) {
            String data = each.getKey();
            String file = run("{pool: '" + data + "', test: '" + data + "'}");
            for (String oracle : ORACLES) {
                String out = path("tested-" + number++);
                ends(ExitCode.USER_INPUT, each.getValue(), "run", file, "oracle=" + oracle, "--out", out);
                ends(
                        ExitCode.USER_INPUT,
                        each.getValue(),
                        "run",
                        file,
                        "data.classNames=[]",
                        "oracle=" + oracle,
                        "--out",
                        out);
            }
        }
    }

    @Test
    void withoutATestSetPeopleMayBeginAndTheGroundTruthMayNot() throws IOException {
        int number = 0;
        for (Map.Entry<String, String> each : WITHOUT.entrySet()) {
            boolean isRead = each.getValue().equals(NO_BOX) || !each.getKey().contains(":");
            String file = run("{pool: '" + each.getKey() + "', testShare: 0.5}");
            for (String oracle : ORACLES) {
                boolean people = isRead && !oracle.equals(OracleChoice.GROUND_TRUTH);
                ends(
                        people ? ExitCode.AWAITS_ANNOTATION : ExitCode.USER_INPUT,
                        people ? "" : each.getValue(),
                        "run",
                        file,
                        "oracle=" + oracle,
                        "--out",
                        path("shared-" + number++));
            }
        }
    }

    /** The file of a run on these data. */
    private static String run(String data) throws IOException {
        Path file = folder.resolve("run.yaml");
        Files.writeString(file, "data: " + data + "\n" + Program.SCRIPTED_RUN);
        return file.toString();
    }

    private void tried(String... words) {
        ends(List.of(ExitCode.DONE, ExitCode.USER_INPUT, ExitCode.AWAITS_ANNOTATION), "", words);
    }

    private void ends(int status, String saying, String... words) {
        ends(List.of(status), saying, words);
    }

    private void ends(List<Integer> statuses, String saying, String... words) {
        err.getBuffer().setLength(0);
        assertThat(run(words)).as(() -> String.join(" ", words) + "\n" + err).isIn(statuses);
        assertThat(err.toString()).contains(saying).doesNotContain("\tat ").doesNotContain("java.");
    }

    @Test
    void aTrainingHasNothingToLearnFrom() {
        String data = "coco:" + path("coco/all.json");
        assertThat(run("train", "--data", data, "--out", path("none"), "--model", "small-resnet-fpn"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("has no box that can be used");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
