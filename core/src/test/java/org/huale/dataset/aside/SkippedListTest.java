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
    private static final FlatNames NAMES = FlatNames.of(Stream.of("day/a.png", "night/a.png", "b c.png")
            .map(id -> new ImageRecord(new ImageId(id), Path.of(id), new ImageSize(8, 8), List.of()))
            .toList());

    @TempDir
    private Path folder;

    private SkippedList read(String text) throws IOException {
        Files.writeString(folder.resolve("skipped.tsv"), text);
        return SkippedList.in(folder, NAMES);
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
}
