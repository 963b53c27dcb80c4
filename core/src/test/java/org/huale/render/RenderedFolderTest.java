package org.huale.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.file.Existing;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.storage.OwnFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenderedFolderTest {
    private static final RenderOptions.Objects OBJECTS = RenderOptions.Objects.defaults();

    private static final RenderOptions OPTIONS =
            new RenderOptions(9, 4, new ImageSize(80, 64), 8, 3, 60, 8, 0.25, OBJECTS);

    @TempDir
    private Path parent;

    private Map<Split, Dataset> write(RenderOptions options, Existing existing) {
        return RenderedFolder.write(options, parent.resolve("set"), existing, () -> {});
    }

    @Test
    void whatIsWrittenReadsBackWithTheSameBoxes() {
        Map<Split, Dataset> written = write(OPTIONS, Existing.REFUSE);
        for (Split split : Split.values()) {
            Dataset dataset = Objects.requireNonNull(written.get(split));
            DatasetReading reading = DatasetLocator.parse("voc:" + parent.resolve("set") + ":" + split.fileName())
                    .read();
            assertThat(reading.problems()).isEmpty();
            assertThat(reading.dataset().classes()).isEqualTo(dataset.classes());
            assertThat(reading.dataset().images()).isEqualTo(dataset.images());
        }
    }

    @Test
    void theSameOptionsGiveTheSameFiles() throws IOException {
        write(OPTIONS, Existing.REFUSE);
        Path other = parent.resolve("other");
        AtomicInteger drawn = new AtomicInteger();
        RenderedFolder.write(OPTIONS, other, Existing.REFUSE, drawn::incrementAndGet);
        assertThat(drawn).hasValue(13);
        try (var files = Files.walk(other)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(it -> !it.endsWith(OwnFiles.MARKER)) // which has an id
                    .toList()) {
                assertThat(parent.resolve("set").resolve(other.relativize(file)))
                        .hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void aFolderInUseIsRefused() throws IOException {
        write(OPTIONS, Existing.REFUSE);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> write(OPTIONS, Existing.REFUSE))
                .withMessageContaining("--overwrite");
        Path mine = Files.createDirectory(parent.resolve("mine"));
        Files.writeString(mine.resolve("notes.txt"), "keep");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> RenderedFolder.write(OPTIONS, mine, Existing.REPLACE, () -> {}))
                .withMessageContaining("mine");
        assertThat(mine.resolve("notes.txt")).hasContent("keep");
    }

    /** As in a folder that came from somebody else. */
    @Test
    void linksInTheFolderAreRefusedAndNothingIsReplaced() throws IOException {
        write(OPTIONS, Existing.REFUSE);
        for (String name : List.of("rendered.txt", "ImageSets")) {
            Path place = parent.resolve("set").resolve(name);
            Path thesis = Files.move(place, parent.resolve("thesis of " + name));
            Files.createSymbolicLink(place, thesis);
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> write(OPTIONS, Existing.REPLACE))
                    .withMessageContaining(name)
                    .withMessageContaining("link");
            assertThat(parent.resolve("set/JPEGImages")).isNotEmptyDirectory();
            Files.delete(place);
            Files.move(thesis, place);
        }
        write(OPTIONS, Existing.REPLACE);
    }

    @Test
    void replacingLeavesNothingOfTheOldSetAndEverythingElse() throws IOException {
        write(OPTIONS, Existing.REFUSE);
        Path notes = Files.writeString(parent.resolve("set/JPEGImages/notes.txt"), "keep");
        write(new RenderOptions(2, 1, new ImageSize(80, 64), 3, 3, 60, 8, 0, OBJECTS), Existing.REPLACE);
        assertThat(notes).hasContent("keep");
        try (var images = Files.list(parent.resolve("set/JPEGImages"))) {
            assertThat(images).as("three images and the notes").hasSize(4);
        }
    }
}
