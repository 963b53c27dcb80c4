package org.huale.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all pictures share: their colours, and whether this machine can draw at all. */
final class Drawing {
    private static final Color[] COLOURS = { // told apart on white, by most colour-blind readers too
        new Color(0x1257a6),
        new Color(0xc24a00),
        new Color(0x00795c),
        new Color(0x9c3d87),
        new Color(0x8a6500),
        new Color(0x1b8aa8),
        new Color(0x5b4bc4),
        new Color(0x7a3b1d)
    };
    private static final Color GRAY = new Color(0x737c89);
    private static final float[][] DASHES = {{1}, {9, 5}, {2, 4}, {9, 4, 2, 4}};
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.CROSS, SeriesMarkers.RECTANGLE, SeriesMarkers.TRAPEZOID
    };

    private Drawing() {}

    static Color[] colours() {
        return COLOURS.clone();
    }

    static Color colour(Look look) {
        return look.colour() == Look.GRAY ? GRAY : COLOURS[look.colour() % COLOURS.length];
    }

    static BasicStroke stroke(Look look) {
        return look.dash() == 0
                ? new BasicStroke(2)
                : new BasicStroke(
                        2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASHES[look.dash() % DASHES.length], 0);
    }

    static Marker marker(Look look) {
        return look.colour() == Look.GRAY ? SeriesMarkers.CIRCLE : MARKERS[look.colour() % MARKERS.length];
    }

    /**
     * Why nothing can be drawn here, or empty. A JDK without libfreetype, fontconfig or any font fails at the first letter:
     * with an UnsatisfiedLinkError, an InternalError and a bare Error.
     */
    static Optional<String> obstacle() {
        try {
            Graphics2D graphics = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
            graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("recall");
            graphics.dispose();
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of("no letters can be drawn on this machine (" + e
                    + "); install fontconfig and a font, for instance the packages fontconfig and fonts-dejavu-core");
        }
    }
}
