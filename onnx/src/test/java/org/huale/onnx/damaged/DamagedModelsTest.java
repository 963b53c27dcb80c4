package org.huale.onnx.damaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were cut or changed, in a process of their own: each is refused in words or computes, and none ends the process. */
class DamagedModelsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String AMBIGUOUS = "detr.onnx";
    private static final int CHANGED = Integer.getInteger("huale.onnx.changed", 200);

    @TempDir
    private Path folder;

    @Test
    void damagedModelsAreRefusedInWordsOrCompute() throws Exception {
        long seed = LawSeeds.fresh();
        List<String> lines = said(seed, CHANGED, golden());
        assertThat(ofWhole(lines)).hasSize(golden().size()).allMatch(it -> it.startsWith("found "));
        long tried = 11L * golden().size() + CHANGED;
        assertThat(lines)
                .as("seed %s: %s of %s refused", seed, refusals(lines).size(), tried)
                .hasSize(Math.toIntExact(2 * tried));
    }

    @Test
    void absurdModelsAreRefused() throws Exception {
        List<Path> models = new AbsurdModels(folder).written();
        assertThat(ofWhole(said(1, 0, models))).hasSize(models.size()).allMatch(it -> it.startsWith("refused "));
    }

    /** What the process says, which must end by itself. */
    private List<String> said(long seed, int changed, List<Path> models) throws Exception {
        Path said = folder.resolve("said.txt");
        Process process = start(said, seed, changed, models);
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        List<String> lines = Files.readAllLines(said).stream()
                .filter(it -> it.matches("(?s)(trying|found|refused|failed) .*")) // and what is logged
                .toList();
        String last =
                "seed " + seed + ", the last words: " + lines.subList(Math.max(0, lines.size() - 5), lines.size());
        assertThat(ended).as(last).isTrue();
        assertThat(process.exitValue()).as(last).isZero();
        assertThat(failures(lines)).as("seed " + seed).isEmpty();
        assertThat(refusals(lines)).as("seed " + seed).allMatch(it -> it.contains("damaged.onnx"));
        return lines;
    }

    private static List<String> ofWhole(List<String> lines) {
        return IntStream.range(1, lines.size())
                .filter(i -> lines.get(i - 1).endsWith(DamagedModels.WHOLE))
                .mapToObj(lines::get)
                .toList();
    }

    private static List<String> refusals(List<String> lines) {
        return lines.stream().filter(it -> it.startsWith("refused ")).toList();
    }

    /** With the line before, which says what was tried. */
    private static List<String> failures(List<String> lines) {
        List<String> failures = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("failed ")) {
                failures.add(lines.get(i - 1) + ": " + lines.get(i));
            }
        }
        return failures;
    }

    private Process start(Path said, long seed, int changed, List<Path> models) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                DamagedModels.class.getName(),
                folder.toString(),
                Long.toString(seed),
                Integer.toString(changed)));
        models.forEach(it -> command.add(it.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(said.toFile())
                .start();
    }

    private static List<Path> golden() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(it -> it.toString().endsWith(".onnx") && !it.endsWith(AMBIGUOUS))
                    .sorted()
                    .toList();
        }
    }
}
