package org.huale.app.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.app.benchmark.BenchmarkConfig;
import org.huale.app.benchmark.BenchmarkMatrix;
import org.huale.app.run.RunConfig;
import org.huale.config.Settings;
import org.huale.fuzz.Fuzzer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations of runs and benchmarks, damaged by fresh seeds, and all that once failed. */
final class FuzzedConfigurationsTest {
    private static final String RUN = """
            data: {pool: 'voc:x:trainval', test: 'voc:x:test', poolFilter: all}
            initial: {images: 40, method: random}
            budget: 20
            cycles: 5
            strategy: {name: hua, retrieval: {ratio: 4}}
            weights: {mode: scratch}
            detector: {name: resnet18-fpn, transform: {minSize: 320, maxSize: 480}}
            training: {recipe: torchvision, epochs: 2, batchSize: 4, loss: {preset: emphasis}, saving: {everyIterations: 7}}
            oracle: {name: files, guessThreshold: 0.4}
            evaluation: {batchSize: 2, figure: "coco:AP50"}
            stop: {plateau: 0}
            seed: 3
            threads: 2
            """;

    private static final String BENCHMARK = """
            base: {budget: 7, training: {epochs: 2, loss: {preset: emphasis}}, strategy: {name: hua, retrieval: {ratio: 9}}}
            datasets:
              a: {data: {pool: 'voc:x:trainval', test: 'voc:x:test'}}
              b: {data: {pool: 'voc:y:trainval', test: 'voc:y:test'}, budget: 3}
            strategies: {random: , narrow: {name: hua, retrieval: {ratio: 2}}, hua: {retrieval: {ratio: 4}}}
            losses: [standard, emphasis]
            seeds: 4..5
            """;

    @TempDir
    private Path folder;

    @Test
    void configurations() throws IOException {
        configurations(300);
    }

    @Test
    @Tag("slow")
    void configurationsForMinutes() throws IOException {
        configurations(30_000);
    }

    private void configurations(int times) throws IOException {
        Path run = Files.writeString(folder.resolve("run.yaml"), RUN);
        new Fuzzer("run", run, file -> RunConfig.of(new Settings().file(file))).run(times);
        Path benchmark = Files.writeString(folder.resolve("bench.yaml"), BENCHMARK);
        new Fuzzer("benchmark", benchmark, FuzzedConfigurationsTest::matrix).run(times);
    }

    private static void matrix(Path file) {
        BenchmarkMatrix.of(BenchmarkConfig.of(new Settings().file(file)), file.toString());
    }
}
