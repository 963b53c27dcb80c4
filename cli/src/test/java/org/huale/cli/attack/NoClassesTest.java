package org.huale.cli.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    private static final List<String> WITHOUT = new ArrayList<>();

    @BeforeAll
    static void makeData() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 6);
        new NoClassesTest().train(path("set"), folder.resolve("trained"));
        WITHOUT.add("voc:" + voc() + ":trainval");
        WITHOUT.add("coco:" + coco());
        for (String names : List.of("names: []", "names: {}", "nc: 0\nnames: []", "nc: 0", "names: ['']", "names:")) {
            WITHOUT.add("yolo:" + yolo(names) + ":train");
        }
        WITHOUT.add(Files.createDirectories(folder.resolve("nothing-but")).toString());
        copyImages(folder.resolve("nothing-but"));
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
        for (String data : WITHOUT) {
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
            for (String oracle : List.of("simulated", "files", "inbox")) {
                tried("run", run(data), "oracle=" + oracle, "--out", out + "/run-" + oracle);
                tried("run", run(data), "data.classNames=[]", "oracle=" + oracle, "--out", out + "/named-" + oracle);
            }
        }
    }

    private static String run(String data) throws IOException {
        Path file = folder.resolve("run.yaml");
        Files.writeString(file, "data: {pool: '" + data + "', test: '" + data + "'}\n" + Program.SCRIPTED_RUN);
        return file.toString();
    }

    private void tried(String... words) {
        err.getBuffer().setLength(0);
        assertThat(run(words))
                .as(() -> String.join(" ", words) + "\n" + err)
                .isIn(ExitCode.DONE, ExitCode.USER_INPUT, ExitCode.AWAITS_ANNOTATION);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("java.");
    }

    @Test
    void aTrainingHasNothingToLearnFrom() {
        String data = WITHOUT.get(1);
        assertThat(run("train", "--data", data, "--out", path("none"), "--model", "small-resnet-fpn"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("has no box that can be used");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
