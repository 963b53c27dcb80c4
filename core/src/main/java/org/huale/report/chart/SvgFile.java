package org.huale.report.chart;

import java.nio.file.Path;
import java.util.List;
import org.huale.report.markup.Element;
import org.huale.storage.WholeFile;

/**
 * A drawing of fixed size as a file of its own: for papers and slides, on white. Its style sheet names colours outright, as
 * programs other than browsers know no variables.
 */
final class SvgFile {
    /** The colours of the page's light theme; told apart on white, by most colour-blind readers too. */
    static final List<String> COLOURS =
            List.of("#1257a6", "#c24a00", "#00795c", "#9c3d87", "#8a6500", "#1b8aa8", "#5b4bc4", "#7a3b1d");

    private static final String REFERENCE = "#737c89";
    private static final String RULES = """
            text { font: 13px Helvetica, Arial, "Liberation Sans", sans-serif; fill: #1a1f27; }
            .title { font-size: 16px; font-weight: bold; text-anchor: middle; }
            .middle, .tick-x { text-anchor: middle; }
            .end, .tick-y { text-anchor: end; }
            .tick-y { dominant-baseline: central; }
            .tick-x { transform: translateY(18px); }
            .grid line { stroke: #e8ebf0; }
            .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round; }
            .band { opacity: 0.15; }
            .markers, .swatch use { stroke: #fff; stroke-width: 1.2; }
            .d-1 { stroke-dasharray: 9 5; }
            .d-2 { stroke-dasharray: 2 5; }
            .d-3 { stroke-dasharray: 9 4 2 4; }
            .thin { stroke: #1a1f27; stroke-width: 1; fill: none; }
            .thick { stroke: #1a1f27; stroke-width: 4; }
            """;

    private SvgFile() {}

    static void write(Element drawing, int width, int height, Path file) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        Element.of("svg")
                .set("xmlns", "http://www.w3.org/2000/svg")
                .set("width", Integer.toString(width))
                .set("height", Integer.toString(height))
                .set("viewBox", "0 0 " + width + " " + height)
                .add(Element.of("style").text(style()))
                .add(Element.of("rect")
                        .set("width", "100%")
                        .set("height", "100%")
                        .set("fill", "#fff"))
                .add(Markers.definitions())
                .add(drawing)
                .write(text);
        WholeFile.writeText(file, text.toString());
    }

    private static String style() {
        StringBuilder style = new StringBuilder(RULES).append(colours("c-ref", REFERENCE));
        for (int i = 0; i < COLOURS.size(); i++) {
            style.append(colours("c-" + i, COLOURS.get(i)));
        }
        return style.toString();
    }

    private static String colours(String name, String colour) {
        return ".line." + name + ", ." + name + " .line { stroke: " + colour + "; }\n.band." + name + ", .markers."
                + name + ", ." + name + " use { fill: " + colour + "; }\n";
    }

    static Element text(String classes, double x, double y, String words) {
        return Element.of("text", classes)
                .set("x", Long.toString(Math.round(x)))
                .set("y", Long.toString(Math.round(y)))
                .text(words);
    }
}
