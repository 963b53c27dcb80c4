package org.huale.acquire.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.coco.CocoEntry;
import org.huale.dataset.file.JsonCursor;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a file and puts each with its image. */
final class PredictionsReader {
    private final String file;
    private final NamedImages images;
    private final Categories categories;
    private final PredictionEntry entry;
    private final Map<String, Map<ImageId, FoundInImage>> views = new HashMap<>();
    private @Nullable Layout layout;
    private @Nullable String firstUnknownCategory;
    private int unknownCategories;

    PredictionsReader(String file, NamedImages images, Categories categories) {
        this.file = file;
        this.images = images;
        this.categories = categories;
        this.entry = new PredictionEntry(file);
        views.put(View.ORIGINAL.name(), new HashMap<>());
    }

    void readList(JsonCursor json) {
        if (!json.isArray()) {
            throw new HualeException(file + ": not a file of predictions, which is a list [{\"image_id\": ...,"
                    + " \"category_id\": ..., \"bbox\": [x, y, width, height], \"score\": ...}, ...]");
        }
        json.array(i -> {
            entry.read(json);
            add(entry.coco());
        });
    }

    ReadPredictions result() {
        Layout known = layout == null ? Layout.BARE : layout;
        return new ReadPredictions(categories.names(known.probabilities()), known, views, problems());
    }

    private void add(CocoEntry coco) {
        requireSameLayout(entry.layout(), coco);
        ImageRecord image = images.of(coco);
        float[] row = entry.row(image.size());
        int classIndex = categories.index(coco, entry.layout().probabilities());
        if (classIndex == Categories.UNKNOWN) {
            noteUnknownCategory(coco);
            return;
        }
        FoundInImage found = views.computeIfAbsent(entry.view().name(), name -> new HashMap<>())
                .computeIfAbsent(image.id(), id -> new FoundInImage());
        if (found.count() == FoundInImage.MOST) {
            throw coco.fault("image " + image.id() + " has more than " + FoundInImage.MOST
                    + " detections in a view; keep the most confident");
        }
        found.add(classIndex, row);
    }

    /** Entropies with and without class distributions cannot be compared. */
    private void requireSameLayout(Layout here, CocoEntry coco) {
        if (layout == null) {
            categories.requireFits(here.probabilities(), coco);
            layout = here;
        } else if (!layout.equals(here)) {
            throw coco.fault(
                    "all entries must have the same fields; probabilities, localization_variances and suppressed have "
                            + here.words() + " numbers, in those before " + layout.words());
        }
    }

    private void noteUnknownCategory(CocoEntry coco) {
        if (unknownCategories++ == 0) {
            firstUnknownCategory = coco.place() + ": category_id " + coco.category();
        }
    }

    private List<Problem> problems() {
        return firstUnknownCategory == null
                ? List.of()
                : List.of(Problem.mended(
                        file,
                        unknownCategories
                                + " detections of categories that the pool does not have were left out, first "
                                + firstUnknownCategory));
    }
}
