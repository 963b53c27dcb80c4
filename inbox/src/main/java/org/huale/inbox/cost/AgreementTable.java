package org.huale.inbox.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.match.Pairing;
import org.huale.storage.CsvText;

/**
 * How far two annotators of the same image agree, class by class: boxes of the same class that overlap by an IoU of 0.5 or more
 * are paired ({@link Pairing}), and the agreement is twice the pairs over the boxes of both, in [0, 1]. Only images that both
 * have done count, and none where both are the same annotator; what reviewers correct still counts.
 */
final class AgreementTable {
    private static final double SAME_OBJECT = 0.5;
    private static final List<String> HEAD =
            List.of("class", "images", "first_boxes", "second_boxes", "pairs", "agreement", "mean_iou");

    /** Rows by class of each image, by the names of images: added up in this order, sums are the same to the last bit. */
    private final Map<String, Map<String, Row>> images = new TreeMap<>();

    private Optional<ImageCost> lastDone = Optional.empty();

    private record Row(int images, int first, int second, int pairs, double iou) {

        static Row of(List<Annotation> first, List<Annotation> second) {
            List<Pairing.Pair> pairs = Pairing.of(first, second, SAME_OBJECT, true);
            double iou = pairs.stream().mapToDouble(Pairing.Pair::iou).sum();
            return new Row(1, first.size(), second.size(), pairs.size(), iou);
        }

        Row plus(Row more) {
            return new Row(
                    images + more.images, first + more.first, second + more.second, pairs + more.pairs, iou + more.iou);
        }
    }

    /** @param cost in the order of {@link ImageCost#all}, in which both lines of an image follow each other */
    void add(ImageCost cost) {
        if (cost.image().state() == ImageState.DONE) {
            lastDone.filter(first -> place(first).equals(place(cost)))
                    .filter(first -> !first.annotator().equals(cost.annotator()))
                    .ifPresent(first -> add(first, cost));
            lastDone = Optional.of(cost);
        }
    }

    private static String place(ImageCost cost) {
        return cost.request().key() + "/" + cost.image().name();
    }

    private void add(ImageCost first, ImageCost second) {
        Map<String, Row> rows = new HashMap<>();
        List<String> names = first.request().classes().names();
        for (int index = 0; index < names.size(); index++) {
            List<Annotation> one = ofClass(first, index);
            List<Annotation> other = ofClass(second, index);
            if (!one.isEmpty() || !other.isEmpty()) {
                rows.put(names.get(index), Row.of(one, other));
            }
        }
        if (!rows.isEmpty()) {
            images.put(place(first), rows);
        }
    }

    private static List<Annotation> ofClass(ImageCost cost, int index) {
        return cost.boxes().stream()
                .map(InboxBox::object)
                .filter(it -> it.classIndex() == index)
                .toList();
    }

    boolean isEmpty() {
        return images.isEmpty();
    }

    String csv() {
        Map<String, Row> rows = new TreeMap<>();
        images.values().forEach(image -> image.forEach((name, row) -> rows.merge(name, row, Row::plus)));
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
