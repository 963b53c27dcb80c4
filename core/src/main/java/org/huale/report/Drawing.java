package org.huale.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** What all pictures share: their colours, and whether this machine can draw at all. */
final class Drawing {
    private static final Color[] COLOURS = { // told apart on white, by most colour-blind readers too
        new Color(0x1f77b4), new Color(0xd62728), new Color(0x2ca02c), new Color(0xff7f0e), new Color(0x9467bd),
        new Color(0x8c564b), new Color(0xe377c2), new Color(0x17becf), new Color(0xbcbd22), new Color(0x333333)
    };

    private Drawing() {}

    static Color[] colours() {
        return COLOURS.clone();
    }

    static Color colour(int number) {
        return COLOURS[number % COLOURS.length];
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
