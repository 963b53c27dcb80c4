package org.huale.inbox.cost;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.storage.CsvText;

/**
 * Seconds of each image in all requests and by all who worked on it. An image that somebody has finished without the time
 * being known is not there; one that nobody has finished counts what was spent on it, perhaps nothing.
 */
final class SecondsTable {
    /** What a sum may be less than the file says that was written from it. */
    private static final double ROUNDING = 0.001;

    private final Map<String, Double> seconds = new TreeMap<>();
    private final Set<String> finished = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();

    void add(ImageCost cost) {
        String name = cost.image().name().value();
        seconds.merge(name, cost.total(), Double::sum);
        if (cost.image().state().isFinished()) {
            finished.add(name);
            if (!cost.isMeasured()) {
                unknown.add(name);
            }
        }
    }

    /**
     * Takes in what was measured before of images that are not here, or that nobody has finished here, as in an older copy of an inbox.
     *
     * @return these images, in order
     */
    Set<String> keep(Map<String, Double> before) {
        Set<String> kept = new TreeSet<>();
        before.forEach((image, spent) -> {
            boolean isMore = !seconds.containsKey(image) || spent > seconds.getOrDefault(image, 0.0) + ROUNDING;
            if (isMore && !finished.contains(image)) {
                seconds.put(image, spent);
                kept.add(image);
            }
        });
        return kept;
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
