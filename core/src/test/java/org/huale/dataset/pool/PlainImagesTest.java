package org.huale.dataset.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.huale.dataset.Samples;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PlainImagesTest {
    @TempDir
    private Path folder;

    @Test
    void imagesOfAllFoldersAreReadAndOtherFilesAreListed() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("sub/b.PNG"), Samples.SIZE, 2);
        Samples.text(folder.resolve("h.heic"), "x");
        Samples.text(folder.resolve("sub/note.txt"), "x");
        Samples.text(folder.resolve("broken.jpg"), "x");
        Samples.text(folder.resolve(".hidden"), "x");
        PlainImages.Reading reading = PlainImages.read(folder);
        assertThat(reading.dataset().images()).extracting(it -> it.id().value()).containsExactly("a.png", "sub/b.PNG");
        assertThat(reading.problems())
                .extracting(Problem::where)
                .containsExactly("image broken.jpg", "h.heic", "sub/note.txt");
        assertThat(reading.problems().get(1)).asString().contains("no image that can be read (jpg, jpeg, png");
    }

    /** Lists have one name a line. */
    @Test
    void anImageWithALineBreakInItsNameIsNotUsed() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("a\nb.png"), Samples.SIZE, 2);
        Samples.image(folder.resolve("c\r/d.png"), Samples.SIZE, 3);
        PlainImages.Reading reading = PlainImages.read(folder);
        assertThat(reading.dataset().images()).extracting(it -> it.id().value()).containsExactly("a.png");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "image a\nb.png: has a control character in its name, such as a line break; left out, rename it",
                        "image c\r/d.png: has a control character in its name, such as a line break; left out, rename it");
        assertThat(reading.problems()).allMatch(it -> it.severity() == Problem.Severity.UNUSABLE);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void anImageWithABackslashInItsNameIsRefused() {
        Path image = Samples.image(folder.resolve("dir\\a.png"), Samples.SIZE, 1);
        assertThatThrownBy(() -> PlainImages.read(folder))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(image + ": has a backslash in its name");
    }

    @Test
    void aFolderWithoutImagesIsRefused() {
        Samples.text(folder.resolve("note.txt"), "x");
        assertThatThrownBy(() -> PlainImages.read(folder))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("no image");
        assertThatThrownBy(() -> PlainImages.read(folder.resolve("none"))).hasMessageContaining("does not exist");
    }
}
