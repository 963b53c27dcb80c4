package org.huale.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests take fresh seeds from {@code LawSeeds}, so that one property repeats what any of them came to. */
class FreshSeedsTest {
    private static final String SOURCE_OF_ALL = "org/huale/laws/LawSeeds.java";
    private static final Pattern FROM_THE_CLOCK =
            Pattern.compile("(?i)(seed|random).*\\bSystem\\.(nanoTime|currentTimeMillis)\\(");

    @Test
    void noTestTakesASeedFromTheClock() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : Sources.under("src/test/java")) {
            if (!Sources.name(source).equals(SOURCE_OF_ALL)) {
                Files.readAllLines(source).stream()
                        .filter(it -> FROM_THE_CLOCK.matcher(it).find())
                        .forEach(it -> found.add(Sources.name(source) + ": " + it.strip()));
            }
        }
        assertThat(found).as("those that LawSeeds.fresh() is for").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long seed = System.nano" + "Time();",
                "private static final long SEED = System.current" + "TimeMillis();",
                "new SplittableRandom(System.nano" + "Time())"
            })
    void everyWayIsSeen(String line) {
        assertThat(FROM_THE_CLOCK.matcher(line).find()).isTrue();
    }
}
