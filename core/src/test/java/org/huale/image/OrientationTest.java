package org.huale.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;

final class OrientationTest {
    private static final Image LETTER = letter("ab", "cd", "ef");

    /** EXIF by its words: where row 0 and column 0 of the stored pixels stand in the picture. */
    static Image turnedByHand(Image stored, int value) {
        return switch (value) {
            case 2 -> stored.flipped(); // row 0 top, column 0 right
            case 3 -> transposed(transposed(stored).flipped()).flipped(); // bottom, right
            case 4 -> transposed(transposed(stored).flipped()); // bottom, left
            case 5 -> transposed(stored); // row 0 left, column 0 top
            case 6 -> transposed(stored).flipped(); // right, top
            case 7 -> transposed(transposed(transposed(stored).flipped()).flipped()); // right, bottom
            case 8 -> transposed(stored.flipped()); // left, bottom
            default -> stored;
        };
    }

    private static Image transposed(Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < image.width(); y++) {
            for (int x = 0; x < image.height(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * image.height() + x) + channel] = (byte) image.at(y, x, channel);
                }
            }
        }
        return new Image(image.size().transposed(), rgb);
    }

    private static Image letter(String... rows) {
        byte[] rgb = new byte[3 * rows.length * rows[0].length()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) rows[i / 3 / rows[0].length()].charAt(i / 3 % rows[0].length());
        }
        return new Image(new ImageSize(rows[0].length(), rows.length), rgb);
    }

    @Test
    void eachValueTurnsAsExifSays() {
        assertThat(turned(1)).isEqualTo("2x3 abcdef");
        assertThat(turned(2)).isEqualTo("2x3 badcfe");
        assertThat(turned(3)).isEqualTo("2x3 fedcba");
        assertThat(turned(4)).isEqualTo("2x3 efcdab");
        assertThat(turned(5)).isEqualTo("3x2 acebdf");
        assertThat(turned(6)).isEqualTo("3x2 ecafdb");
        assertThat(turned(7)).isEqualTo("3x2 fdbeca");
        assertThat(turned(8)).isEqualTo("3x2 bdface");
    }

    @Test
    void unknownValuesAreUpright() {
        for (int value : new int[] {-1, 0, 9, 65535}) {
            assertThat(Orientation.ofExif(value)).isEqualTo(Orientation.UPRIGHT);
        }
    }

    private static String turned(int value) {
        Image image = Orientation.ofExif(value).turned(LETTER);
        StringBuilder letters = new StringBuilder(image.size() + " ");
        for (int i = 0; i < image.rgb().length; i += 3) {
            letters.append((char) image.rgb()[i]);
        }
        return letters.toString();
    }
}
