package org.huale.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;

final class OrientationTest {
    private static final Image LETTER = letter("ab", "cd", "ef");

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

    @Test
    void boxesGoWhereTheirPixelsGo() {
        ImageSize stored = LETTER.size();
        for (Orientation orientation : Orientation.values()) {
            Image turned = orientation.turned(LETTER);
            for (int i = 0; i < stored.pixels(); i++) {
                int x = i % stored.width();
                int y = i / stored.width();
                Box box = orientation.turned(new Box(x, y, x + 1, y + 1), stored);
                int at = (int) (box.y1() * turned.size().width() + box.x1());
                assertThat(turned.rgb()[3 * at]).as("%s", orientation).isEqualTo(LETTER.rgb()[3 * i]);
                assertThat(box.area()).isEqualTo(1);
            }
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
