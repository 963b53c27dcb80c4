package org.huale.loop.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.huale.acquire.ImageScore;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.geometry.ImageSize;
import org.huale.revision.ClassRenumbering;
import org.jspecify.annotations.Nullable;

/**
 * A selection with what a person wants to see of it.
 *
 * @param chosen most wanted first
 * @param passedOver scores of other images that were looked at closely
 */
public record SelectionRecord(List<Chosen> chosen, List<ImageScore> passedOver) {

    /** Those chosen. */
    Set<ImageId> images() {
        return chosen.stream().map(it -> it.score().image()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same, what was seen told in other classes. */
    SelectionRecord renumbered(ClassRenumbering classes) {
        return new SelectionRecord(
                chosen.stream().map(it -> it.renumbered(classes)).toList(), passedOver);
    }

    /**
     * One chosen image.
     *
     * @param file where its pixels are
     * @param original detections, without evidence; null where the strategy asked for none, and where the record of a cycle was read
     *     without them
     * @param flipped detections of the mirrored image, mapped back to the original; null likewise
     */
    public record Chosen(
            ImageScore score,
            Path file,
            ImageSize size,
            @Nullable Detections original,
            @Nullable Detections flipped) {

        public Chosen {
            requireShowable(original);
            requireShowable(flipped);
        }

        private Chosen renumbered(ClassRenumbering classes) {
            return new Chosen(score, file, size, renumbered(original, classes), renumbered(flipped, classes));
        }

        private static @Nullable Detections renumbered(@Nullable Detections found, ClassRenumbering classes) {
            return found == null ? null : classes.of(found);
        }

        private static void requireShowable(@Nullable Detections found) {
            if (found == null) {
                return;
            }
            for (float side : found.boxes()) {
                if (!Float.isFinite(side)) {
                    throw new IllegalArgumentException("boxes must be finite, got " + side);
                }
            }
            for (int index : found.classes()) {
                if (index < 0) {
                    throw new IllegalArgumentException("classes are from 0, got " + index);
                }
            }
        }
    }
}
