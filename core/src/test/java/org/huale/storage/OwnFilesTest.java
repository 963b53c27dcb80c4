package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFilesTest {
    @TempDir
    private Path folder;

    private OwnFiles own(String kind) {
        return new OwnFiles(folder, kind);
    }

    @Test
    void whatIsThereAlreadyIsNotTakenAndNothingIsChanged() throws IOException {
        Files.writeString(folder.resolve("b.txt"), "years of work");
        assertThatThrownBy(() -> own("report").claim(List.of("a.txt", "b.txt")))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(folder.resolve("b.txt").toString(), "not replaced");
        assertThat(own("report").isMarked()).isFalse();
        assertThat(folder).isDirectoryContaining("glob:**b.txt").isDirectoryNotContaining("glob:**huale*");
    }

    @Test
    void whatWasClaimedMayBeReplacedByTheSameKindAlone() throws IOException {
        own("report").claim(List.of("a.txt"));
        Files.writeString(folder.resolve("a.txt"), "first");
        own("report").claim(List.of("a.txt", "c.txt"));
        assertThat(own("report").held()).containsExactly("a.txt", "c.txt");
        assertThatThrownBy(() -> own("score").claim(List.of("a.txt"))).hasMessageContaining("a.txt: is there");
        own("score").claim(List.of("d.txt"));
        assertThat(own("report").held()).containsExactly("a.txt", "c.txt");
    }

    @Test
    void whatIsForgottenIsSomebodysAgainAndTheRestStays() throws IOException {
        own("data-set").adopt(List.of("a", "b"));
        own("data-set").add("c");
        own("data-set").add("d");
        own("data-set").forget(List.of("b", "c"));
        assertThat(own("data-set").held()).containsExactly("a", "d");
        own("data-set").add("e");
        assertThat(own("data-set").held()).containsExactly("a", "d", "e");
    }

    /** As the shares of a benchmark that a queue starts at the same moment. */
    @Test
    void whatManyClaimAtOnceIsAllHeld() throws IOException {
        List<String> names =
                IntStream.range(0, 32).mapToObj(i -> "run-" + i + ".log").toList();
        names.parallelStream().forEach(name -> own("benchmark").claimShared(List.of(name)));
        assertThat(own("benchmark").held()).containsExactlyInAnyOrderElementsOf(names);
        Files.writeString(folder.resolve(names.get(0)), "said");
        own("benchmark").claimShared(names);
        Files.writeString(folder.resolve("notes"), "mine");
        assertThatThrownBy(() -> own("benchmark").claimShared(List.of("notes")))
                .hasMessageContaining("notes: is there");
    }

    @Test
    void clearingLeavesWhatIsSomebodys() throws IOException {
        own("training").claim(List.of("weights", "weights/last", "log", "empty", "empty/x"));
        for (String name : List.of("weights/last", "weights/other", "log", "empty/x", "notes")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
        own("training").clear();
        assertThat(folder.resolve("weights/other")).exists();
        assertThat(folder.resolve("notes")).exists();
        assertThat(folder.resolve("weights/last")).doesNotExist();
        assertThat(folder.resolve("log")).doesNotExist();
        assertThat(folder.resolve("empty")).as("nothing is left in it").doesNotExist();
    }

    /** As the lists of a folder say that came from somebody else. */
    @Test
    void clearingLeavesWhatIsOutsideOfTheFolder() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        for (String name : List.of("above", "absolute", "linked", "listed")) {
            Files.writeString(outside.resolve(name), "theirs");
        }
        Files.createSymbolicLink(inside.resolve("link"), outside);
        Files.createDirectories(inside.resolve("deep"));
        Files.writeString(inside.resolve("deep/own"), "ours");
        OwnFiles own = new OwnFiles(inside, "training");
        String absolute = outside.resolve("absolute").toAbsolutePath().toString();
        own.adopt(List.of("", ".", "..", "../outside/above", absolute, "link/linked", "gone/x", "a\0b", "deep/own"));
        own.add("deep/../../outside/listed");
        own.clear();
        try (Stream<Path> left = Files.list(outside)) {
            assertThat(left).hasSize(4);
        }
        assertThat(inside.resolve("deep/own")).doesNotExist();
    }

    /** As in a folder that came from somebody else, whose list says that they are HUALE's. */
    @Test
    void whatALinkLeadsToIsNotTaken() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(inside.resolve("file"), Files.writeString(outside.resolve("theirs"), "theirs"));
        Files.createSymbolicLink(inside.resolve("none"), outside.resolve("none"));
        Files.createSymbolicLink(inside.resolve("link"), outside);
        OwnFiles own = new OwnFiles(inside, "report");
        own.adopt(List.of("file", "none", "link/new", "link/later/new"));
        for (String name : own.held()) {
            assertThatThrownBy(() -> own.claim(List.of(name)))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll(name, "link");
            assertThatThrownBy(() -> own.claimShared(List.of(name))).hasMessageContainingAll(name, "link");
        }
        assertThatThrownBy(() -> new OwnFiles(inside, "score").claim(List.of("none")))
                .hasMessageContaining("none: is a link");
    }

    @Test
    void whatLiesOutsideOfTheFolderIsNotTaken() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        OwnFiles own = new OwnFiles(inside, "report");
        String absolute = folder.resolve("new").toAbsolutePath().toString();
        for (String name : List.of("", ".", "..", "../new", "a/../../new", absolute)) {
            assertThatThrownBy(() -> own.claim(List.of(name)))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll("'" + name + "'", "outside");
        }
        assertThat(own.isMarked()).isFalse();
        Files.createSymbolicLink(inside.resolve("alias"), Files.createDirectory(inside.resolve("real")));
        own.claim(List.of("alias/new", "made/later/new"));
        new OwnFiles(folder.resolve("new"), "report").claim(List.of("made/later/new"));
    }

    /** Else a file elsewhere grows by the names of images, and its lines say which files are HUALE's. */
    @Test
    void aLinkIsNoListAndWhatItLeadsToStaysAsItIs() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs"), "photo.png\n");
        own("data-set").adopt(List.of("a"));
        Path list = Files.createSymbolicLink(folder.resolve(".huale-data-set.txt"), theirs);
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> own("data-set").add("b"),
                () -> own("data-set").held(),
                () -> own("data-set").forget(List.of("a")),
                () -> own("data-set").clear())) {
            assertThatThrownBy(use).isInstanceOf(HualeException.class).hasMessageStartingWith(list + ": is a link; ");
        }
        assertThat(theirs).content().isEqualTo("photo.png\n");
        Files.delete(theirs);
        assertThatThrownBy(() -> own("data-set").add("b")).hasMessageStartingWith(list + ": is a link; ");
        assertThat(theirs).doesNotExist();
        assertThat(own("report").held()).as("of another list").isEmpty();
    }

    @Test
    void theIdStays() throws IOException {
        own("run").adopt(List.of("a"));
        String first = Files.readString(folder.resolve(OwnFiles.MARKER));
        own("run").adopt(List.of("a"));
        assertThat(folder.resolve(OwnFiles.MARKER)).content().isEqualTo(first).contains("\"id\"", "\"run\"");
        assertThat(OwnFiles.isAny(folder)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"marks\":",
                "{\"marks\":null}",
                "{\"marks\":[null]}",
                "{\"marks\":[{\"kjnd\":\"run\",\"id\":\"1\",\"holds\":[]}]}",
                "{\"marks\":[{\"kind\":\"run\",\"id\":\"1\",\"holes\":[]}]}"
            })
    void aDamagedMarkOwnsNothing(String mark) throws IOException {
        Files.writeString(folder.resolve(OwnFiles.MARKER), mark);
        assertThatThrownBy(() -> own("run").claim(List.of("a")))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(OwnFiles.MARKER, "damaged");
    }
}
