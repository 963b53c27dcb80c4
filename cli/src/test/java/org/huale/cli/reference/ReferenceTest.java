package org.huale.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages below docs/reference are what the program says of itself. */
class ReferenceTest {
    private static final Path FOLDER = Path.of("..", "docs", "reference");
    private static final String WRITE = "huale.reference.write";

    @Test
    void thePageOfCommandsIsUpToDate() throws IOException {
        requireUpToDate("commands.md", CommandReference.text());
    }

    @Test
    void thePageOfKeysIsUpToDate() throws IOException {
        requireUpToDate("keys.md", KeyReference.text());
    }

    @Test
    void thePageOfStableTypesIsUpToDate() throws IOException {
        requireUpToDate("stable.md", StableReference.text());
    }

    @Test
    void meaningsSayWordsAsFilesDo() {
        assertThat(KeyReference.text().replaceAll("HUALE_\\w+", ""))
                .doesNotContainPattern("\\b[A-Z]{2,}_[A-Z_]+\\b|\\b(FAITHFUL|FIXED|OFF)\\b");
    }

    @Test
    void bracesWithinCodeBelongToIt() {
        assertThat(Javadoc.markdown("within {@code {out}}, as {@code a: {b: {c: 1}, d: 2}} and {@code e}"))
                .isEqualTo("within `{out}`, as `a: {b: {c: 1}, d: 2}` and `e`");
    }

    private static void requireUpToDate(String name, String text) throws IOException {
        Path page = FOLDER.resolve(name);
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(FOLDER);
            Files.writeString(page, text);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as(
                        "%s is not what the program says; renew it from the root with"
                                + " mvn -o test -pl cli -am -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
                        page, WRITE)
                .isEqualTo(text);
    }
}
