package org.huale.web.session;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.huale.web.desk.ClassView;

/** Colours of classes: twelve that are told apart on photographs, then hues a golden angle apart. */
final class ClassColours {
    private static final List<String> CHOSEN = List.of(
            "#ff3b30", "#34c759", "#4d8dff", "#ffcc00", "#d06bff", "#00d5d5", "#ff8c1a", "#ff5ca8", "#b6f000",
            "#c08a5f", "#9fb4ff", "#f5f5f5");
    private static final double GOLDEN = 0.618_033_988_749_895;

    private ClassColours() {}

    static List<ClassView> of(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new ClassView(i, names.get(i), colour(i)))
                .toList();
    }

    private static String colour(int number) {
        if (number < CHOSEN.size()) {
            return CHOSEN.get(number);
        }
        int rgb = java.awt.Color.HSBtoRGB((float) (number * GOLDEN % 1), 0.6f, 1) & 0xFFFFFF;
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
