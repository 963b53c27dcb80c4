package org.huale.dataset.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.huale.dataset.Samples;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.huale.storage.OwnFiles;
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

    /** Images were handed out there to people. Another mark says nothing of images beside what HUALE made. */
    @Test
    void whatLiesInTheFolderOfARunIsNotUsed() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("more/run/initial/to-label/images/b.png"), Samples.SIZE, 2);
        Samples.image(folder.resolve("more/running/c.png"), Samples.SIZE, 3);
        Path run = folder.resolve("more/run");
        new OwnFiles(run, OwnFiles.RUN).adopt(List.of("config.json"));
        new OwnFiles(folder.resolve("more/running"), "report").adopt(List.of("report.html"));
        PlainImages.Reading reading = PlainImages.read(folder);
        assertThat(reading.dataset().images())
                .extracting(it -> it.id().value())
                .containsExactly("a.png", "more/running/c.png");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly("more/run/: is the folder of a run; what lies in it is not used");
        assertThat(PlainImages.read(run).dataset().images())
                .as("named as such it is read")
                .hasSize(1);
    }

    @Test
    void ofImagesThatAreKnownTheFilesAreNotRead() {
        Samples.text(folder.resolve("a.png"), "damaged since");
        Samples.text(folder.resolve("note.txt"), "x");
        Samples.image(folder.resolve("run/b.png"), Samples.SIZE, 2);
        new OwnFiles(folder.resolve("run"), OwnFiles.RUN).adopt(List.of("config.json"));
        PlainImages.Reading none = PlainImages.readOthers(folder, Set.of("a.png"));
        assertThat(none.dataset().images()).isEmpty();
        assertThat(none.problems()).isEmpty();
        Samples.image(folder.resolve("sub/c.png"), Samples.SIZE, 3);
        Samples.text(folder.resolve("sub/d.png"), "x");
        PlainImages.Reading more = PlainImages.readOthers(folder, Set.of("a.png"));
        assertThat(more.dataset().images()).extracting(it -> it.id().value()).containsExactly("sub/c.png");
        assertThat(more.problems()).singleElement().asString().startsWith("image sub/d.png: ");
    }

    @Test
    void whereThereAreRunsAloneTheyAreNamed() {
        Samples.image(folder.resolve("run/b.png"), Samples.SIZE, 2);
        new OwnFiles(folder.resolve("run"), OwnFiles.RUN).adopt(List.of("config.json"));
        assertThatThrownBy(() -> PlainImages.read(folder))
                .isInstanceOf(HualeException.class)
                .hasMessage(folder
                        + ": no image that can be read; run/: is the folder of a run; what lies in it is not used");
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
