package org.huale.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeginningTest {
    @TempDir
    private Path place;

    private static final String WHOLE =
            "{\"images\":\"/photos\",\"wishes\":{\"measured\":3,\"first\":2,\"batch\":2,\"keys\":[]}}";

    @Test
    void whatWasKeptIsRead() throws IOException {
        Files.writeString(place.resolve("label.json"), WHOLE);
        assertThat(Beginning.in(place).images()).isEqualTo(Path.of("/photos"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"images\":null}",
                "{\"images\":\"/photos\"}",
                "{\"images\":\"/photos\",\"wishes\":{\"measured\":3,\"first\":2,\"batch\":2}}",
                "{\"images\":\"/photos\",\"wishes\":{\"measured\":0,\"first\":2,\"batch\":2,\"keys\":[]}}",
                "{\"images\":\"/photos\",\"wish"
            })
    void whatIsDamagedIsSaid(String text) throws IOException {
        Path file = Files.writeString(place.resolve("label.json"), text);
        assertThatThrownBy(() -> Beginning.in(place))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file + ": damaged: ")
                .hasMessageNotContaining("org.huale");
    }
}
