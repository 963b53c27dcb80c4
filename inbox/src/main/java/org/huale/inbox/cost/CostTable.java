package org.huale.inbox.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.huale.inbox.content.InboxBox;
import org.huale.storage.CsvText;

/**
 * Seconds an image and a box, by annotator and class. The seconds of an image are shared equally among its boxes; those of an
 * image without boxes belong to no class. An annotator's row without a class counts all images that the person saved or
 * reviewed, and all seconds; rows of a class count the boxes of images whose annotator the person is. Work that came in through
 * files is in no row; work from another program is in those of the people there, where it measures their time.
 */
final class CostTable {
    private static final String ALL = "";
    private static final List<String> HEAD =
            List.of("annotator", "class", "images", "boxes", "seconds", "seconds_per_image", "seconds_per_box");

    private final Map<String, Map<String, Row>> rows = new TreeMap<>();

    private static final class Row {
        private int images;
        private int boxes;
        private double seconds;

        void add(int moreImages, int moreBoxes, double moreSeconds) {
            images += moreImages;
            boxes += moreBoxes;
            seconds += moreSeconds;
        }
    }

    /** Passes over work whose time nobody measured. */
    void add(ImageCost cost) {
        if (cost.isMeasured()) {
            addMeasured(cost);
        }
    }

    private void addMeasured(ImageCost cost) {
        int boxes = cost.boxes().size();
        cost.seconds().forEach((who, seconds) -> {
            boolean own = who.equals(cost.annotator());
            row(who, ALL).add(1, own ? boxes : 0, seconds);
            row(ALL, ALL).add(own ? 1 : 0, own ? boxes : 0, seconds);
        });
        Map<String, Integer> byClass = new TreeMap<>();
        for (InboxBox box : cost.boxes()) {
            byClass.merge(cost.request().classes().name(box.object().classIndex()), 1, Integer::sum);
        }
        byClass.forEach((name, count) -> {
            double seconds = cost.total() * count / boxes;
            row(cost.annotator(), name).add(1, count, seconds);
            row(ALL, name).add(1, count, seconds);
        });
    }

    private Row row(String annotator, String name) {
        return rows.computeIfAbsent(annotator, who -> new TreeMap<>()).computeIfAbsent(name, it -> new Row());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Blank annotators and classes stand for all of them. */
    String csv() {
        StringBuilder csv = new StringBuilder(CsvText.line(HEAD));
        rows.forEach((annotator, classes) -> classes.forEach((name, row) -> csv.append(line(annotator, name, row))));
        return csv.toString();
    }

    private static String line(String annotator, String name, Row row) {
        List<String> cells = new ArrayList<>(List.of(
                annotator, name, Integer.toString(row.images), Integer.toString(row.boxes), number(row.seconds)));
        cells.add(name.equals(ALL) ? number(row.seconds / row.images) : "");
        cells.add(row.boxes == 0 ? "" : number(row.seconds / row.boxes));
        return CsvText.line(cells);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
