package org.huale.metric.bound;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ImageId;
import org.huale.metric.GroundTruthTable;

/**
 * More objects of a class in an image than detections count there: however good a detector is, it cannot be shown to find
 * them all, and COCO's AP and AR cannot reach 1.
 *
 * @param images in which some class has more
 * @param most objects of a class in one image, crowds left out
 * @param className of that class
 * @param image that image
 */
public record CrowdedTruth(int images, int most, String className, ImageId image) {

    /** @param bound detections of a class that count in an image; empty where no image has more objects */
    public static Optional<CrowdedTruth> of(GroundTruthTable truth, int bound) {
        Map<Cell, Integer> counts = new HashMap<>();
        truth.forEach((image, classIndex, crowd) -> {
            if (!crowd) {
                counts.merge(new Cell(image, classIndex), 1, Integer::sum);
            }
        });
        counts.values().removeIf(count -> count <= bound);
        return counts.entrySet().stream()
                .max(Map.Entry.<Cell, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Cell.LAST_FIRST)))
                .map(most -> of(truth, counts, most));
    }

    private static CrowdedTruth of(GroundTruthTable truth, Map<Cell, Integer> counts, Map.Entry<Cell, Integer> most) {
        long images = counts.keySet().stream().mapToInt(Cell::image).distinct().count();
        Cell cell = most.getKey();
        return new CrowdedTruth(
                (int) images,
                most.getValue(),
                truth.classes().name(cell.classIndex()),
                truth.images().get(cell.image()));
    }

    private record Cell(int image, int classIndex) {
        /** So that the first image has the greatest of equal counts. */
        private static final Comparator<Cell> LAST_FIRST = Comparator.comparingInt(Cell::image)
                .thenComparingInt(Cell::classIndex)
                .reversed();
    }

    /** @param bound that they exceed */
    public String words(int bound) {
        return (images == 1 ? "1 image has" : images + " images have") + " more objects of a class than the " + bound
                + " detections that count there by COCO's rules, up to " + most + " of '" + className + "' in " + image
                + ": AP and AR cannot reach 1";
    }
}
