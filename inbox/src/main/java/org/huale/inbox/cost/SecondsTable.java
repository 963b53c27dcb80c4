package org.huale.inbox.cost;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.huale.storage.CsvText;

/**
 * Seconds of each image in all requests and by all who worked on it. An image that somebody has finished without the time
 * being known is not there; one that nobody has finished counts what was spent on it, perhaps nothing.
 */
final class SecondsTable {
    private final Map<String, Double> seconds = new TreeMap<>();
    private final Set<String> unknown = new HashSet<>();

    void add(ImageCost cost) {
        String name = cost.image().name().value();
        seconds.merge(name, cost.total(), Double::sum);
        if (cost.image().state().isFinished() && !cost.isMeasured()) {
            unknown.add(name);
        }
    }

    String csv() {
        StringBuilder csv = new StringBuilder(CsvText.line(List.of("image", "seconds")));
        seconds.forEach((image, spent) -> {
            if (!unknown.contains(image)) {
                csv.append(CsvText.line(List.of(image, String.format(Locale.ROOT, "%.3f", spent))));
            }
        });
        return csv.toString();
    }
}
