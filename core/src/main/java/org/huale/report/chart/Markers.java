package org.huale.report.chart;

import java.util.List;
import org.huale.report.markup.Element;

/** The symbols at the points of lines, one for each colour. */
public final class Markers {
    private static final List<String> MARKERS = List.of( // around 0, 0
            "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
            "M-4.2 -4.2H4.2V4.2H-4.2Z",
            "M0 -5.4L5.2 4H-5.2Z",
            "M0 -6L6 0L0 6L-6 0Z",
            "M0 5.4L5.2 -4H-5.2Z",
            "M-1.7 -5.5H1.7V-1.7H5.5V1.7H1.7V5.5H-1.7V1.7H-5.5V-1.7H-1.7Z",
            "M0 -6L1.8 -1.9L5.7 -1.9L2.8 1.2L3.6 5.2L0 3L-3.6 5.2L-2.8 1.2L-5.7 -1.9L-1.8 -1.9Z",
            "M-2.4 -5.5H2.4L5.5 0L2.4 5.5H-2.4L-5.5 0Z");

    private Markers() {}

    /** To stand outside of any chart, so that each can refer to them. */
    public static Element definitions() {
        Element definitions = Element.of("defs").add(marker("m-ref", MARKERS.get(0)));
        for (int i = 0; i < MARKERS.size(); i++) {
            definitions.add(marker("m-" + i, MARKERS.get(i)));
        }
        return Element.of("svg", "definitions")
                .set("width", "0")
                .set("height", "0")
                .set("aria-hidden", "true")
                .add(definitions);
    }

    private static Element marker(String id, String path) {
        return Element.of("path").set("id", id).set("d", path);
    }
}
