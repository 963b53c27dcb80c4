package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.huale.config.ConfigJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SchemaCommandTest {
    private static final Schema RUN = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaCommand.text(SchemaCommand.Which.run));

    @TempDir
    private Path folder;

    private static List<String> mistakes(String text) {
        return RUN.validate(text, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.filter(it -> it.toString().endsWith(".yaml")
                            && !it.getFileName().toString().startsWith("benchmark-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreAsTheSchemaWantsThem(Path example) throws IOException {
        assertThat(mistakes(Files.readString(example))).isEmpty();
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
    void misspelledKeysAreMarked() {
        assertThat(mistakes("bugdet: 20")).isNotEmpty();
        assertThat(mistakes("strategy: {name: hua, retreival: {ratio: 2}}")).isNotEmpty();
        assertThat(mistakes("loss: sharp")).isNotEmpty();
    }
}
