package org.huale.image.draw;

import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** Integer drawing on a copy of an image; whatever lies outside is not drawn. */
final class Canvas {
    private final ImageSize size;
    private final byte[] rgb;

    Canvas(Image image) {
        size = image.size();
        rgb = image.rgb().clone();
    }

    /** A rectangle of whole pixels, from inclusive to exclusive. */
    record Area(int x1, int y1, int x2, int y2) {}

    /**
     * What lines are drawn with.
     *
     * @param dash length of dashes and of the gaps between them, 0 for an unbroken line
     */
    record Pen(int colour, int width, int dash) {

        boolean draws(int along) {
            return dash == 0 || along / dash % 2 == 0;
        }
    }

    Image image() {
        return new Image(size, rgb);
    }

    void fill(Area area, int colour) {
        for (int y = Math.max(0, area.y1()); y < Math.min(size.height(), area.y2()); y++) {
            for (int x = Math.max(0, area.x1()); x < Math.min(size.width(), area.x2()); x++) {
                set(x, y, colour);
            }
        }
    }

    /** The four sides of a frame, drawn inwards. */
    void outline(Area frame, Pen pen) {
        for (int y = Math.max(0, frame.y1()); y < Math.min(size.height(), frame.y2()); y++) {
            for (int x = Math.max(0, frame.x1()); x < Math.min(size.width(), frame.x2()); x++) {
                boolean onRow = y - frame.y1() < pen.width() || frame.y2() - y <= pen.width();
                boolean onColumn = x - frame.x1() < pen.width() || frame.x2() - x <= pen.width();
                if ((onRow && pen.draws(x - frame.x1())) || (onColumn && pen.draws(y - frame.y1()))) {
                    set(x, y, pen.colour());
                }
            }
        }
    }

    /** A text whose first cell has its upper left corner at (x, y), each dot a square as wide as the pen. */
    void text(int x, int y, String text, Pen pen) {
        int[] characters = Glyphs.characters(text);
        for (int i = 0; i < characters.length; i++) {
            glyph(x + i * Glyphs.CELL_WIDTH * pen.width(), y, characters[i], pen);
        }
    }

    private void glyph(int x, int y, int character, Pen pen) {
        for (int row = 0; row < Glyphs.CELL_HEIGHT; row++) {
            for (int column = 0; column < Glyphs.CELL_WIDTH; column++) {
                if (Glyphs.dot(character, column, row)) {
                    int left = x + column * pen.width();
                    int top = y + row * pen.width();
                    fill(new Area(left, top, left + pen.width(), top + pen.width()), pen.colour());
                }
            }
        }
    }

    private void set(int x, int y, int colour) {
        int at = 3 * (y * size.width() + x);
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
    }
}
