package org.huale.cli.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What native libraries write past Java is said with the file's name, and never among the results. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing is caught there")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class NativeWordsTest extends ProgramTest {
    private static final String COMPLAINT = "Corrupt JPEG data";

    @TempDir
    private Path folder;

    @Test
    void damagedImagesAreNamedAndTheResultIsAlone() throws IOException, InterruptedException {
        Path set = folder.resolve("set");
        Program.drawTinySet(set, 4);
        try (Stream<Path> images = Files.list(set.resolve("JPEGImages"))) {
            for (Path image : images.toList()) {
                damage(image);
            }
        }
        String said = trained(set);

        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        assertThat(strict.readTree(Files.readString(folder.resolve("out.json"))).has("iterations"))
                .as(said)
                .isTrue();
        assertThat(said).doesNotContain("[Gloo]");
        List<String> complaints = said.lines()
                .filter(it -> it.contains(COMPLAINT))
                .map(it -> it.substring(9))
                .toList();
        assertThat(complaints)
                .as(said)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(it ->
                        it.matches("WARN  .*JPEGImages.[0-9a-z_-]+\\.jpg: the decoder says: " + COMPLAINT + ".*"));
    }

    /** Damages codes of pixels so that the image is still read. */
    private static void damage(Path image) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 12; i++) {
            bytes[i] = (byte) 0xAA;
        }
        Files.write(image, bytes);
    }

    private String trained(Path set) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Program.java());
        command.addAll(List.of("train", "--data", "voc:" + set + ":trainval", "--model", "small-resnet-fpn"));
        command.addAll(List.of("--out", folder.resolve("trained").toString(), "--processes", "2", "--threads", "1"));
        command.addAll(List.of("--epochs", "2", "--batch", "1", "--json"));
        command.addAll(List.of("detector.transform.minSize=64", "detector.transform.maxSize=64"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.json").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        int status = process.waitFor();
        String said = Files.readString(folder.resolve("err"));
        assertThat(status).as(said).isEqualTo(ExitCode.DONE);
        return said;
    }
}
