package org.huale.cli.run;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.huale.dataset.ImageId;

/** The images that people set aside, for people and for programs. */
final class SkippedTable {
    private static final int MOST = 20;

    private SkippedTable() {}

    /** Images with their reasons on one line, the first twenty. */
    static String words(Map<ImageId, String> reasons) {
        String shown = reasons.entrySet().stream()
                .limit(MOST)
                .map(it -> it.getKey() + " (" + it.getValue() + ")")
                .collect(Collectors.joining(", "));
        return reasons.size() > MOST ? shown + " and " + (reasons.size() - MOST) + " more" : shown;
    }

    /** Where the images of a cycle come from, -1 for the initial set. */
    static String place(int cycle) {
        return cycle < 0 ? "initial set" : "cycle " + cycle;
    }

    /** A line for each cycle that has any. */
    static void print(SortedMap<Integer, Map<ImageId, String>> skipped, PrintWriter out) {
        skipped.forEach((cycle, reasons) -> out.println("Set aside, " + place(cycle) + ": " + words(reasons)));
    }

    static List<Map<String, Object>> list(SortedMap<Integer, Map<ImageId, String>> skipped) {
        List<Map<String, Object>> list = new ArrayList<>();
        skipped.forEach((cycle, reasons) -> reasons.forEach((image, reason) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("cycle", cycle);
            one.put("image", image);
            one.put("reason", reason);
            list.add(one);
        }));
        return list;
    }
}
