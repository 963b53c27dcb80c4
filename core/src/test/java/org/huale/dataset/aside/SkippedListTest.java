package org.huale.dataset.aside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedListTest {
    private static final FlatNames NAMES = names("day/a.png", "night/a.png", "b c.png");

    @TempDir
    private Path folder;

    private static FlatNames names(String... ids) {
        return FlatNames.of(Stream.of(ids)
                .map(id -> new ImageRecord(new ImageId(id), Path.of(id), new ImageSize(8, 8), List.of()))
                .toList());
    }

    private SkippedList read(String text) throws IOException {
        return read(text, NAMES);
    }

    private SkippedList read(String text, FlatNames names) throws IOException {
        Files.writeString(folder.resolve("skipped.tsv"), text);
        return SkippedList.in(folder, names);
    }

    @Test
    void withoutAFileNothingIsSetAside() {
        assertThat(SkippedList.in(folder, NAMES)).isEqualTo(new SkippedList(Map.of(), List.of()));
    }

    @Test
    void namesAreThoseOfTheHandOffOrOfTheDataSet() throws IOException {
        SkippedList list = read("\uFEFFimage\treason\n# a note\n\nday__a.png\ttoo dark\r\nnight/a\t\nb c.png\n");
        assertThat(list.problems()).isEmpty();
        assertThat(list.reasons())
                .containsExactly(
                        Map.entry(new ImageId("b c.png"), "no reason given"),
                        Map.entry(new ImageId("day/a.png"), "too dark"),
                        Map.entry(new ImageId("night/a.png"), "no reason given"));
    }

    @Test
    void linesThatNameNoImageOrOneTwiceAreProblemsWithTheirPlace() throws IOException {
        assertThat(read("b c.png\tblurred\nz.png, odd\nb c.png\tagain\n").problems())
                .containsExactly(
                        "skipped.tsv: line 2: 'z.png, odd' is none of the images handed out; a line is an image's name,"
                                + " a tab and the reason",
                        "skipped.tsv: line 3: image b c.png is set aside in a line above already");
    }

    @Test
    void imagesThatAreCalledAsNotesAndHeadersBeginAreSetAside() throws IOException {
        FlatNames names = names("#1.png", "day/image.png", "b.png", " b.png", "c.png");
        SkippedList list =
                read("image\ttoo dark\n#1.png\tblurred\n# b.png\n#night/c.png\todd\n b.png\tprivate\n", names);
        assertThat(list.problems()).isEmpty();
        assertThat(list.reasons())
                .containsExactly(
                        Map.entry(new ImageId(" b.png"), "private"),
                        Map.entry(new ImageId("#1.png"), "blurred"),
                        Map.entry(new ImageId("day/image.png"), "too dark"));
        assertThat(read("Image\tReason\n#1\n", names).reasons())
                .as("a header all the same")
                .containsExactly(Map.entry(new ImageId("#1.png"), SkippedList.NO_REASON));
    }

    @Test
    void aNameLikeANoteThatSeveralImagesHaveIsAProblem() throws IOException {
        assertThat(read("#1.png\tblurred\n", names("day/#1.png", "night/#1.png"))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("skipped.tsv: line 1: '#1.png'");
    }
}
