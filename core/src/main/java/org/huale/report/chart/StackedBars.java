package org.huale.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.huale.report.markup.Element;

/**
 * Horizontal bars made of parts, all to one scale. The same numbers stand beside them.
 *
 * @param words what the bars show, for those who cannot see them
 * @param unit says an amount with its unit
 */
public record StackedBars(String words, List<Bar> bars, DoubleFunction<String> unit) {

    /** One bar, its parts by name. */
    public record Bar(String name, Map<String, Double> parts) {

        public Bar {
            parts = new LinkedHashMap<>(parts);
        }

        double length() {
            return parts.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    public Element html() {
        List<String> names = names();
        double longest = bars.stream().mapToDouble(Bar::length).max().orElse(0);
        if (!(longest > 0)) {
            return Element.of("p", "empty").text("Nothing was measured yet.");
        }
        Element list = Element.of("div", "bars").set("role", "group").set("aria-label", words);
        bars.forEach(bar -> list.add(row(bar, names, longest)));
        return Element.of("div", "stacked").add(legend(names)).add(list);
    }

    private Element row(Bar bar, List<String> names, double longest) {
        Element parts = Element.of("span", "bar").set("aria-hidden", "true");
        bar.parts().forEach((name, amount) -> {
            if (amount > 0) {
                parts.add(Element.of("i", colour(names, name))
                        .set("style", width(amount / longest))
                        .set("title", name + " " + unit.apply(amount)));
            }
        });
        return Element.of("p")
                .add(Element.of("span", "name").text(bar.name()))
                .add(parts)
                .add(Element.of("span", "amount").text(unit.apply(bar.length())));
    }

    private static Element legend(List<String> names) {
        Element legend = Element.of("ul", "legend");
        names.forEach(name -> legend.add(Element.of("li")
                .add(Element.of("i", "square " + colour(names, name)))
                .add(Element.of("span").text(name))));
        return legend;
    }

    private List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        bars.forEach(bar -> names.addAll(bar.parts().keySet()));
        return new ArrayList<>(names);
    }

    private static String colour(List<String> names, String name) {
        return "p-" + names.indexOf(name) % SeriesStyle.COLOURS;
    }

    private static String width(double share) {
        return String.format(Locale.ROOT, "width:%.2f%%", 100 * share);
    }
}
