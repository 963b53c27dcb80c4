package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path folder;

    private Path tree;

    @BeforeEach
    void plant() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        write(tree.resolve("a.txt"), "a");
        write(tree.resolve("deep/er/b.txt"), "b");
    }

    @Test
    void deletesAFolderAndWhatIsInItAndMissesNothing() {
        FileTree.delete(tree);
        FileTree.delete(tree);
        assertThat(tree).doesNotExist();
    }

    @Test
    void deletesALinkAndNotWhatItPointsTo() throws IOException {
        Path outside = write(folder.resolve("outside/c.txt"), "c");
        Files.createSymbolicLink(tree.resolve("link"), outside.getParent());
        FileTree.delete(tree);
        assertThat(outside).hasContent("c");
    }

    @Test
    void deletesWhatIsUnfinishedAtAnyDepthAndNothingElse() throws IOException {
        write(tree.resolve(UnfinishedName.of("a.txt")), "half");
        write(tree.resolve(".a.txt.7.tmp"), "half, by an earlier version");
        write(tree.resolve("deep").resolve(UnfinishedName.of("folder")).resolve("c.txt"), "half");
        write(tree.resolve(".hidden"), "stays");
        write(tree.resolve(".autosave.tmp"), "somebody's own");
        FileTree.deleteUnfinished(tree);
        assertThat(names(tree)).containsExactly(".autosave.tmp", ".hidden", "a.txt", "deep/er/b.txt");
    }

    /** What people may not have listed there is no matter of whoever works beside it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void looksForNothingUnfinishedAmongPeoplesFiles() throws IOException {
        write(tree.resolve("labeled").resolve(UnfinishedName.of("a.txt")), "theirs");
        write(tree.resolve("deep").resolve(UnfinishedName.of("b.txt")), "half");
        try (UnlistableFolder deep = UnlistableFolder.in(tree.resolve("labeled/lost"))) {
            FileTree.deleteUnfinished(tree);
            assertThat(deep.inside()).isDirectory();
        }
        assertThat(tree.resolve("labeled"))
                .isDirectoryContaining(
                        file -> UnfinishedName.isOne(file.getFileName().toString()));
        assertThat(names(tree.resolve("deep"))).containsExactly("er/b.txt");
    }

    /** In containers every process has the number 1. */
    @Test
    void whatAProcessOfTheSameNumberLeftIsNotInTheWay() {
        Path file = tree.resolve("a.txt");
        assertThat(UnfinishedName.of("a.txt")).isNotEqualTo(UnfinishedName.of("a.txt"));
        WholeFile.write(file, channel -> WholeFile.writeText(file, "by another"));
        assertThat(file).hasContent("");
    }

    @Test
    void copiesFilesAndLinksThoseItMay() throws IOException {
        Path copy = folder.resolve("copy");
        FileTree.copy(tree, copy, file -> file.endsWith("b.txt"));
        assertThat(names(copy)).containsExactly("a.txt", "deep/er/b.txt");
        assertThat(copy.resolve("a.txt")).hasContent("a");
        write(tree.resolve("deep/er/b.txt"), "changed");
        write(tree.resolve("a.txt"), "changed");
        assertThat(copy.resolve("deep/er/b.txt")).hasContent("changed");
        assertThat(copy.resolve("a.txt")).hasContent("a");
    }

    @Test
    void copiesNothingWhereAFileIsMissing() {
        assertThat(FileTree.copyFile(tree.resolve("gone"), folder.resolve("copy")))
                .isTrue();
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    /** As where somebody replaces it in place: there is no more to come, however long is waited. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aFileThatIsCutWhileItIsReadEndsWithWhatIsLeft() throws IOException {
        Path copy = folder.resolve("copy");
        try (FileChannel source = FileChannel.open(tree.resolve("a.txt"), StandardOpenOption.READ);
                FileChannel target = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileTree.transfer(source, source.size() + 5, target);
        }
        assertThat(copy).hasContent("a");
        assertThat(FileTree.copyFile(tree.resolve("a.txt"), copy)).isTrue();
    }

    @Test
    void saysWhichFolderCannotBeCopied() {
        assertThatThrownBy(() -> FileTree.copy(folder.resolve("gone"), folder.resolve("copy"), file -> false))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(folder.resolve("gone") + ": cannot be copied");
    }

    /** As where a folder is not allowed to be listed; a folder that is gone is no fault of HUALE's either. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhichFolderCannotBeListed() throws IOException {
        try (UnlistableFolder deep = UnlistableFolder.in(tree.resolve("lost"))) {
            String what = deep.inside() + "/";
            assertThatThrownBy(() -> FileTree.walk(tree))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(what)
                    .hasMessageEndingWith(": File name too long");
            assertThatThrownBy(() -> FileTree.copy(tree, folder.resolve("copy"), file -> false))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll(tree + ": cannot be copied", what);
            assertThatThrownBy(() -> FileTree.delete(tree))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll(tree + ": cannot be deleted", what);
        }
        assertThat(FileTree.walk(tree.resolve("deep"), 1))
                .containsExactly(tree.resolve("deep"), tree.resolve("deep/er"));
        assertThatThrownBy(() -> FileTree.walk(tree.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileIsReplacedWholeOrLeftAsItWas() {
        Path file = tree.resolve("a.txt");
        assertThatThrownBy(() -> WholeFile.write(file, channel -> {
                    FileBytes.write(channel, ByteBuffer.wrap(new byte[10]));
                    throw new IOException("disk full");
                }))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("disk full");
        assertThat(file).hasContent("a");
        assertThat(names(tree)).containsExactly("a.txt", "deep/er/b.txt");
        WholeFile.writeText(file, "ä");
        assertThat(file).hasContent("ä");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<String> names(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
