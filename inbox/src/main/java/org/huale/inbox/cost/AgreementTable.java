package org.huale.inbox.cost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.match.Pairing;
import org.huale.storage.CsvText;

/**
 * How far two annotators of the same image agree, class by class: boxes of the same class that overlap by an IoU of 0.5 or more
 * are paired ({@link Pairing}), and the agreement is twice the pairs over the boxes of both, in [0, 1]. Only images that both
 * have done count.
 */
final class AgreementTable {
    private static final double SAME_OBJECT = 0.5;
    private static final List<String> HEAD =
            List.of("class", "images", "first_boxes", "second_boxes", "pairs", "agreement", "mean_iou");

    private final Map<String, Row> rows = new TreeMap<>();

    private static final class Row {
        private int images;
        private int first;
        private int second;
        private int pairs;
        private double iou;
    }

    private AgreementTable() {}

    static AgreementTable of(Collection<ImageCost> costs) {
        Map<String, List<ImageCost>> byImage = new TreeMap<>();
        costs.stream()
                .filter(it -> it.image().state() == ImageState.DONE)
                .forEach(it -> byImage.computeIfAbsent(
                                it.request().key() + "/" + it.image().name(), key -> new ArrayList<>())
                        .add(it));
        AgreementTable table = new AgreementTable();
        byImage.values().stream().filter(it -> it.size() == 2).forEach(table::add);
        return table;
    }

    private void add(List<ImageCost> both) {
        List<String> names = both.get(0).request().classes().names();
        for (int index = 0; index < names.size(); index++) {
            List<Annotation> first = ofClass(both.get(0), index);
            List<Annotation> second = ofClass(both.get(1), index);
            if (!first.isEmpty() || !second.isEmpty()) {
                add(rows.computeIfAbsent(names.get(index), name -> new Row()), first, second);
            }
        }
    }

    private static void add(Row row, List<Annotation> first, List<Annotation> second) {
        List<Pairing.Pair> pairs = Pairing.of(first, second, SAME_OBJECT, true);
        row.images++;
        row.first += first.size();
        row.second += second.size();
        row.pairs += pairs.size();
        row.iou += pairs.stream().mapToDouble(Pairing.Pair::iou).sum();
    }

    private static List<Annotation> ofClass(ImageCost cost, int index) {
        return cost.image().boxes().stream()
                .map(InboxBox::object)
                .filter(it -> it.classIndex() == index)
                .toList();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String csv() {
        StringBuilder csv = new StringBuilder(CsvText.line(HEAD));
        rows.forEach((name, row) -> csv.append(CsvText.line(List.of(
                name,
                Integer.toString(row.images),
                Integer.toString(row.first),
                Integer.toString(row.second),
                Integer.toString(row.pairs),
                number(2.0 * row.pairs / (row.first + row.second)),
                row.pairs == 0 ? "" : number(row.iou / row.pairs)))));
        return csv.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
