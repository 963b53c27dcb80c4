package org.huale.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class MakeDatasetCommandTest extends ProgramTest {
    @TempDir
    private Path parent;

    private int make(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "make-dataset";
        arguments[1] = parent.resolve("set").toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return run(arguments);
    }

    @Test
    void writesBothSplitsAndTellsTheClasses() {
        assertThat(make("--images", "6", "--test-images", "3", "--size", "96x80", "--classes", "3"))
                .isZero();
        assertThat(parent.resolve("set/ImageSets/Main/trainval.txt")).isNotEmptyFile();
        assertThat(parent.resolve("set/JPEGImages/test_00003.jpg")).exists();
        assertThat(out.toString())
                .contains("voc:" + parent.resolve("set") + ":trainval: 6 images")
                .containsPattern("triangle +[0-9]+ +[0-9]+")
                .doesNotContain("ring");
    }

    @Test
    void printsJson() {
        assertThat(make("--images", "2", "--test-images", "1", "--size", "64x64", "--json"))
                .isZero();
        assertThat(out.toString()).startsWith("{").contains("\"objectsPerClass\"", "\"seed\" : 1");
    }

    @Test
    void aStandInIsToldAsJsonToo() {
        assertThat(make("--like", "voc2007", "--share", "0.001", "--json")).isZero();
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        assertThat(told.get("folder").asString())
                .isEqualTo(parent.resolve("set").toString());
        assertThat(told.get("images").asInt()).isPositive();
    }

    /** The images are few, lest many are drawn where they are not refused. */
    @Test
    void aShareIsOfAStandInAndDrawnImagesAreNot() {
        assertThat(make("--share", "0.1", "--images", "1", "--test-images", "1", "--size", "64x64"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--share would do nothing without --like; leave that out");
        assertThat(make("--like", "voc2007", "--share", "0.001", "--seed", "3", "--images", "5", "--overwrite"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--images, --seed, --overwrite would do nothing beside --like; leave that out");
        assertThat(parent.resolve("set")).doesNotExist();
    }

    @Test
    void theShareOfNearDuplicatesIsTheUsersChoice() {
        assertThat(make("--images", "2", "--test-images", "1", "--size", "64x64", "--near-duplicates", "0.6", "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"duplicateShare\" : 0.6");
        assertThat(make("--near-duplicates", "0.8", "--overwrite")).isEqualTo(2);
        assertThat(err.toString()).contains("duplicateShare must be in [0, 0.7], got 0.8");
    }

    @Test
    void aFolderInUseIsTheUsersToDecide() {
        String[] few = {"--images", "1", "--test-images", "1", "--size", "64x64"};
        assertThat(make(few)).isZero();
        assertThat(make(few)).isEqualTo(2);
        assertThat(err.toString()).contains("--overwrite");
        assertThat(make("--images", "2", "--test-images", "1", "--size", "64x64", "--overwrite"))
                .isZero();
    }

    @Test
    void valuesOutOfRangeAreTheUsersFault() {
        assertThat(make("--classes", "9")).isEqualTo(2);
        assertThat(make("--size", "320")).isEqualTo(2);
        assertThat(make("--tail", "0.5")).isEqualTo(2);
        assertThat(err.toString()).contains("classes must be in [1, 8], got 9", "'320' is no size", "tailRatio");
        assertThat(Files.exists(parent.resolve("set"))).isFalse();
    }
}
