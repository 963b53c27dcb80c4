package org.huale.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;

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
}
