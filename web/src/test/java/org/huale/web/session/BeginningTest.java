package org.huale.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.huale.inbox.Inbox;
import org.huale.problem.HualeException;
import org.huale.web.browser.DrawnFolder;
import org.huale.web.desk.Stale;
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

    private Beginning begun() throws IOException {
        Path photos = DrawnFolder.of(place.resolve("photos"), 6);
        return Beginning.of(photos, place.resolve("labels"), new Beginning.Wishes(2, 2, 2, List.of()));
    }

    @Test
    void classesAreNamedOnce() throws IOException {
        Beginning beginning = begun();
        beginning.begin(List.of("disc", "ring"));
        assertThatThrownBy(() -> beginning.begin(List.of("ring", "disc"))).isInstanceOf(Stale.class);
        assertThat(beginning.classNames().names()).containsExactly("disc", "ring");
    }

    @Test
    void boxesGetNoNamesButThoseThatTheyWereDrawnFor() throws IOException {
        Beginning beginning = begun();
        beginning.begin(List.of("disc", "ring"));
        try (Inbox inbox = Inbox.open(beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            beginning.ask(inbox);
            Path file = Files.writeString(place.resolve("labels/classes.txt"), "ring\ndisc\n");
            assertThatThrownBy(() -> beginning.take(inbox))
                    .isInstanceOf(HualeException.class)
                    .hasMessageStartingWith(file + ": has the classes [ring, disc]")
                    .hasMessageContaining("drawn for [disc, ring]");
            assertThat(Measuring.requests(inbox))
                    .hasSize(1)
                    .allMatch(it -> it.completed().isEmpty());
            assertThat(beginning.isReady()).isFalse();
        }
    }
}
