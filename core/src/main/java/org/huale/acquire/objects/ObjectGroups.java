package org.huale.acquire.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.huale.acquire.Predictions;
import org.huale.dataset.ImageId;

/**
 * The groups of objects of images. Each map is read once for a selection, however often a strategy is asked in it: maps are
 * computed each time they are asked for, and too large to be kept.
 */
final class ObjectGroups {
    private final Predictions predictions;
    private final Map<ImageId, List<ObjectGroup>> known;

    /** @param options that say which objects count */
    ObjectGroups(Predictions predictions, ObjectCoverageOptions options) {
        this.predictions = predictions;
        this.known = predictions.remembered(Known.class, Known::new).with(options);
    }

    private static final class Known {
        private final Map<ObjectCoverageOptions, Map<ImageId, List<ObjectGroup>>> groups = new HashMap<>();

        Map<ImageId, List<ObjectGroup>> with(ObjectCoverageOptions options) {
            return groups.computeIfAbsent(options, it -> new HashMap<>());
        }
    }

    /** Of each image, in the order given, those of its regions. */
    List<List<ObjectGroup>> of(List<ImageId> images, Function<ImageId, List<ObjectGroup.Region>> regions) {
        List<ImageId> unknown =
                images.stream().filter(image -> !known.containsKey(image)).toList();
        predictions.forEachMap(
                unknown, (image, map) -> known.put(image, ObjectGroup.of(image, map, regions.apply(image))));
        return images.stream()
                .map(image -> known.getOrDefault(image, List.of()))
                .toList();
    }
}
