package org.huale.acquire.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.dataset.ImageId;
import org.huale.dataset.coco.CocoEntry;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.identity.ClassIdentity;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.dataset.identity.References;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a file; which images and classes they are of is decided when all of them are known. */
final class PredictionsReader {
    private final String file;
    private final PoolRecords pool;
    private final Categories categories;
    private final PredictionEntry entry;
    private final References images = new References();
    private final References classes = new References();
    private final Map<String, Map<Integer, FoundInImage>> views = new HashMap<>(); // by reference
    private @Nullable Layout layout;

    PredictionsReader(String file, PoolRecords pool, Categories categories) {
        this.file = file;
        this.pool = pool;
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

    private void add(CocoEntry coco) {
        requireSameLayout(entry.layout(), coco);
        int image = images.add(coco.imageReference(), coco::place);
        int classIndex = classes.add(coco.categoryReference(), coco::place);
        float[] row = entry.row();
        FoundInImage found = views.computeIfAbsent(entry.view().name(), name -> new HashMap<>())
                .computeIfAbsent(image, slot -> new FoundInImage());
        if (found.count() == FoundInImage.MOST) {
            throw coco.fault("image " + images.all().get(image) + " has more than " + FoundInImage.MOST
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

    /** @throws HualeException where the file speaks of an image that the pool does not have, or can be read in two ways */
    ReadPredictions result() {
        Layout known = layout == null ? Layout.BARE : layout;
        Categories.Resolved resolved = categories.resolve(file, classes, known.probabilities());
        ImageIdentity.Resolution named = pool.identity().resolve(file, images);
        Map<String, Map<ImageId, FoundInImage>> byImage = new HashMap<>();
        views.forEach((view, found) -> byImage.put(view, resolved(found, named.images(), resolved.indices())));
        List<Problem> problems = new ArrayList<>(named.notes());
        problems.addAll(resolved.notes());
        noteLost(resolved.indices(), problems);
        return new ReadPredictions(
                resolved.names(), known, byImage, new ReadPredictions.Notes(problems, named.words()));
    }

    private Map<ImageId, FoundInImage> resolved(Map<Integer, FoundInImage> found, List<ImageId> ids, int[] indices) {
        Map<ImageId, FoundInImage> byImage = new HashMap<>();
        for (int slot = 0; slot < ids.size(); slot++) {
            FoundInImage part = found.get(slot);
            ImageId id = ids.get(slot);
            if (part != null) {
                byImage.computeIfAbsent(id, it -> new FoundInImage())
                        .addResolved(part, indices, pool.record(id).size());
            }
        }
        byImage.values().removeIf(it -> it.count() == 0);
        return byImage;
    }

    private void noteLost(int[] indices, List<Problem> problems) {
        IntStream.range(0, indices.length)
                .filter(slot -> indices[slot] == ClassIdentity.UNKNOWN)
                .findFirst()
                .ifPresent(first -> problems.add(Problem.mended(
                        file,
                        lost(indices) + " detections of categories that the pool does not have were left out, first "
                                + classes.place(first) + ": category_id "
                                + classes.all().get(first))));
    }

    private long lost(int[] indices) {
        return views.values().stream()
                .flatMap(found -> found.values().stream())
                .mapToLong(found -> found.unknown(indices))
                .sum();
    }
}
