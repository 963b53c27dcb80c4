package org.huale.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.loop.folder.RunContents;

/** What a run notes of its data, by which it knows them again. */
final class DataDescription {
    private DataDescription() {}

    static Map<String, Object> of(Dataset dataset) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", dataset.name());
        description.put("images", dataset.size());
        description.put("classes", dataset.classes().names());
        description.put("sha256", DatasetHash.of(dataset));
        return description;
    }

    /** Whether what was noted of the data of a run has so many images to choose from. */
    static boolean hasPoolOf(int images, Object noted) {
        return noted instanceof Map<?, ?> data
                && data.get("pool") instanceof Map<?, ?> pool
                && Objects.equals(pool.get("images"), images);
    }

    /** Whether what was noted of the data of a run has these images to choose from. */
    static boolean hasPool(Dataset images, Object noted) {
        return noted instanceof Map<?, ?> data
                && data.get("pool") instanceof Map<?, ?> pool
                && RunContents.dataDifferences(pool, of(images)).isEmpty();
    }

    /**
     * Of all that a run begins with.
     *
     * @param pool without annotations
     * @param test images to evaluate on, described, or how much of the pool is kept for that
     * @param weights files that trainings begin with, by their key
     */
    static Map<String, Object> of(Dataset pool, Object test, Map<String, String> weights) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("pool", of(pool));
        data.put("test", test);
        if (!weights.isEmpty()) {
            data.put(RunContents.WEIGHTS, new TreeMap<>(weights));
        }
        return data;
    }
}
