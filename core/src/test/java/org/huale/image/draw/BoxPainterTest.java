package org.huale.image.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.junit.jupiter.api.Test;

final class BoxPainterTest {
    private static final Image GRAY = gray(new ImageSize(60, 40));

    private static Image gray(ImageSize size) {
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        Arrays.fill(rgb, (byte) 100);
        return new Image(size, rgb);
    }

    private static Mark mark(Box box, String label) {
        return new Mark(box, 0, label, Mark.Style.SOLID);
    }

    @Test
    void theImageItselfStaysAsItIs() {
        BoxPainter.paint(GRAY, List.of(mark(new Box(5, 5, 30, 30), "x")));
        assertThat(GRAY.rgb()).containsOnly(100);
    }

    @Test
    void withoutMarksNothingIsDrawn() {
        assertThat(BoxPainter.paint(GRAY, List.of()).rgb()).isEqualTo(GRAY.rgb());
    }

    @Test
    void theOutlineCoversTheBordersPixelsOfTheBoxAndNoneOutside() {
        Image painted = BoxPainter.paint(GRAY, List.of(mark(new Box(10, 12, 30, 25), "")));
        assertThat(colour(painted, 10, 12)).isEqualTo(MarkColours.of(0));
        assertThat(colour(painted, 29, 24)).isEqualTo(MarkColours.of(0));
        assertThat(colour(painted, 9, 12)).isEqualTo(0x646464);
        assertThat(colour(painted, 30, 24)).isEqualTo(0x646464);
        assertThat(colour(painted, 20, 18)).isEqualTo(0x646464);
    }

    @Test
    void dashesLeaveGaps() {
        Mark dashed = new Mark(new Box(0, 0, 40, 40), 0, "", Mark.Style.DASHED);
        Image painted = BoxPainter.paint(GRAY, List.of(dashed));
        assertThat(colour(painted, 1, 0)).isEqualTo(MarkColours.of(0));
        assertThat(colour(painted, 5, 0)).isEqualTo(0x646464);
    }

    @Test
    void boxesAndLabelsBeyondTheFrameAreCut() {
        for (Box box : List.of(new Box(-50, -50, 500, 500), new Box(58, 38, 60, 40), new Box(70, 70, 90, 90))) {
            assertThat(BoxPainter.paint(GRAY, List.of(mark(box, "a long label that does not fit")))
                            .size())
                    .isEqualTo(GRAY.size());
        }
    }

    @Test
    void aHugeBoxOfADetectorGoneWildIsDrawnAtOnce() {
        Image painted = BoxPainter.paint(GRAY, List.of(mark(new Box(-1e30, -1e30, 1e30, 1e30), "")));
        assertThat(painted.size()).isEqualTo(GRAY.size());
    }

    @Test
    void theLabelShowsItsLetters() {
        Image painted = BoxPainter.paint(GRAY, List.of(mark(new Box(0, 20, 50, 39), "L")));
        int ink = MarkColours.inkOn(MarkColours.of(0));
        assertThat(colour(painted, 1, 11)).isEqualTo(ink); // the upright stroke
        assertThat(colour(painted, 5, 17)).isEqualTo(ink); // the foot
        assertThat(colour(painted, 5, 11)).isEqualTo(MarkColours.of(0));
    }

    @Test
    void lettersGrowWithTheImage() {
        Image large = gray(new ImageSize(1600, 900));
        Image painted = BoxPainter.paint(large, List.of(mark(new Box(100, 100, 300, 300), "")));
        assertThat(colour(painted, 103, 200)).isEqualTo(MarkColours.of(0));
        assertThat(colour(painted, 104, 200)).isEqualTo(0x646464);
    }

    @Test
    void theFirstClassesDifferInColour() {
        assertThat(IntStream.range(0, 36).map(MarkColours::of).distinct().count())
                .isEqualTo(36);
    }

    @Test
    void everyAsciiCharacterHasAGlyphOfItsOwn() {
        List<String> drawn =
                IntStream.rangeClosed(32, 126).mapToObj(BoxPainterTest::dots).toList();
        assertThat(drawn).doesNotHaveDuplicates().doesNotContain(dots(0x732B));
    }

    @Test
    void accentsAreLeftOffAndOtherScriptsAreBoxes() {
        assertThat(Glyphs.characters("áé")).containsExactly('a', 'e');
        assertThat(dots(0x732B)).isEqualTo(dots(0x1F600));
    }

    private static String dots(int character) {
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < Glyphs.CELL_WIDTH * Glyphs.CELL_HEIGHT; i++) {
            dots.append(Glyphs.dot(character, i % Glyphs.CELL_WIDTH, i / Glyphs.CELL_WIDTH) ? '#' : '.');
        }
        return dots.toString();
    }

    private static int colour(Image image, int x, int y) {
        return image.at(x, y, 0) << 16 | image.at(x, y, 1) << 8 | image.at(x, y, 2);
    }
}
