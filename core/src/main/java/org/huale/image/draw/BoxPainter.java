package org.huale.image.draw;

import java.util.List;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** Draws boxes with their labels on a copy of an image, the same bits on every machine. */
public final class BoxPainter {
    private static final int MAX_LABEL_LENGTH = 60;

    private final Canvas canvas;
    private final ImageSize size;
    private final int scale;

    private BoxPainter(Image image) {
        canvas = new Canvas(image);
        size = image.size();
        scale = Math.max(1, (Math.max(size.width(), size.height()) + 160) / 480);
    }

    /**
     * The image with the marks on it, later ones above earlier ones and all labels above all outlines. Up to 799 pixels
     * of longer side lines are 2 pixels wide and letters 8 high, from there up to 1279 they are 3 and 16, and so on.
     */
    public static Image paint(Image image, List<Mark> marks) {
        BoxPainter painter = new BoxPainter(image);
        marks.forEach(painter::outline);
        marks.stream().filter(mark -> !mark.label().isEmpty()).forEach(painter::label);
        return painter.canvas.image();
    }

    private void outline(Mark mark) {
        int dash = mark.style() == Mark.Style.DASHED ? 4 * scale : 0;
        Canvas.Area frame = pixels(mark.box());
        canvas.outline(frame, new Canvas.Pen(MarkColours.of(mark.colour()), scale + 1, dash));
    }

    /** Above the box where there is room, else inside its upper edge; never beyond the right edge of the image. */
    private void label(Mark mark) {
        String text = shortened(mark.label());
        Canvas.Area box = pixels(mark.box());
        int width = Glyphs.characters(text).length * Glyphs.CELL_WIDTH * scale + scale;
        int height = (Glyphs.CELL_HEIGHT + 2) * scale;
        int x = Math.max(0, Math.min(box.x1(), size.width() - width));
        int y = box.y1() >= height ? box.y1() - height : Math.max(0, box.y1());
        int colour = MarkColours.of(mark.colour());
        canvas.fill(new Canvas.Area(x, y, x + width, y + height), colour);
        canvas.text(x + scale, y + scale, text, new Canvas.Pen(MarkColours.inkOn(colour), scale, 0));
    }

    private static String shortened(String label) {
        return label.length() <= MAX_LABEL_LENGTH ? label : label.substring(0, MAX_LABEL_LENGTH - 2) + "..";
    }

    private static Canvas.Area pixels(Box box) {
        return new Canvas.Area((int) Math.floor(box.x1()), (int) Math.floor(box.y1()), (int) Math.ceil(box.x2()), (int)
                Math.ceil(box.y2()));
    }
}
