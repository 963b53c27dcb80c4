package org.huale.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import org.huale.storage.UnlistableFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFolderThatCannotBeListedIsNamed() throws Exception {
        Path images = folder.resolve("images");
        try (UnlistableFolder deep = UnlistableFolder.in(images.resolve("lost"))) {
            assertThatThrownBy(() -> ImageFolder.files(images))
                    .isInstanceOf(HualeException.class)
                    .hasMessageStartingWith(deep.inside() + "/")
                    .hasMessageEndingWith(": cannot be listed: File name too long");
        }
    }

    @Test
    void aLinkThatLeadsBackIsNamed() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images/more"));
        Files.createSymbolicLink(images.resolve("again"), images);
        assertThatThrownBy(() -> ImageFolder.files(folder))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("the link " + images.resolve("again") + " leads to a folder that it lies in");
    }

    /** As unpacking on Linux leaves what was packed on Windows. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aBackslashInANameIsRefusedAndOneInTheFoldersOwnIsNot() throws Exception {
        Path images = Files.createDirectories(folder.resolve("my\\images"));
        Files.writeString(images.resolve("a.jpg"), "x");
        Files.writeString(images.resolve("Thumbs\\x.db"), "x");
        assertThat(ImageFolder.files(images)).containsExactly("Thumbs/x.db", "a.jpg");
        Path file = Files.writeString(images.resolve("dir\\b.jpg"), "x");
        for (Path listed : new Path[] {images, folder}) {
            assertThatThrownBy(() -> ImageFolder.files(listed))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining(" has a backslash in its name")
                    .hasMessageContaining("rename");
        }
        assertThatThrownBy(() -> ImageFolder.files(images)).hasMessageStartingWith(file + ": has a backslash");
    }
}
