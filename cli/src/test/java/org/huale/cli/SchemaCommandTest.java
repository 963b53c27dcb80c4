package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.huale.app.run.RunConfig;
import org.huale.cli.demo.DemoFolder;
import org.huale.config.ConfigJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SchemaCommandTest {
    private static final Schema RUN = schema(SchemaCommand.ConfigKind.run);
    private static final Schema BENCHMARK = schema(SchemaCommand.ConfigKind.benchmark);

    @TempDir
    private Path folder;

    private static Schema schema(SchemaCommand.ConfigKind which) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaCommand.text(which, null));
    }

    private static List<String> mistakes(String text) {
        return mistakes(RUN, text);
    }

    private static List<String> mistakes(Schema schema, String text) {
        return schema.validate(text, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static boolean isBenchmark(Path example) {
        return example.getFileName().toString().startsWith("benchmark-");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreAsTheSchemaWantsThem(Path example) throws IOException {
        assertThat(mistakes(isBenchmark(example) ? BENCHMARK : RUN, Files.readString(example)))
                .isEmpty();
    }

    @Test
    void benchmarksMayNameFilesAndLabelSettings() {
        assertThat(mistakes(
                        BENCHMARK,
                        "{base: a.yaml, datasets: {a: b.yaml}, strategies: hua, losses: [paper], seeds: [1]}"))
                .isEmpty();
        assertThat(mistakes(BENCHMARK, """
                datasets: {a: {budget: 3}}
                strategies: {random: , hua: {retrieval: {ratio: 4}}, wide: {name: hua, retrieval: {ratio: 9}}}
                losses: {standard: , sharp: {preset: emphasis}}
                """)).isEmpty();
        assertThat(mistakes(BENCHMARK, "datasets: {a: {bugdet: 3}}")).isNotEmpty();
        assertThat(mistakes(BENCHMARK, "{datasets: {a: {}}, strategies: [hau]}"))
                .isNotEmpty();
        assertThat(mistakes(BENCHMARK, "{datasets: {a: {}}, seeds: 3}")).isNotEmpty();
        assertThat(mistakes(BENCHMARK, "strategies: [hua]")).isNotEmpty();
    }

    @Test
    void demoIsAsTheSchemaWantsIt() throws IOException {
        DemoFolder demo = new DemoFolder(folder);
        demo.prepare();
        assertThat(mistakes(Files.readString(demo.config()))).isEmpty();
    }

    @Test
    void frozenConfigurationsAreAsTheSchemaWantsThem() {
        assertThat(mistakes(ConfigJson.write(RunConfig.defaults()))).isEmpty();
    }

    @Test
    void aDetectorIsRefusedWhereTheSchemaHasNoKeysOfIt() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(Program.run(out, err, "schema", "onnx", "--model", "resnet50-fpn"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--model would do nothing beside onnx");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void misspelledKeysAreMarked() {
        assertThat(mistakes("bugdet: 20")).isNotEmpty();
        assertThat(mistakes("strategy: {name: hua, retreival: {ratio: 2}}")).isNotEmpty();
        assertThat(mistakes("loss: sharp")).isNotEmpty();
    }
}
