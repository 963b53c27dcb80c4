package org.huale.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.weights.StateDict;

/** What saved weights say about themselves, so that they can be used without anything else. */
final class WeightsMetadata {
    private static final String CLASSES = "huale.classes";
    private static final String MODEL = "huale.model";

    private WeightsMetadata() {}

    static Map<String, String> of(ClassNames classes, FasterRcnnOptions model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CLASSES, ConfigJson.write(classes.names()));
        metadata.put(MODEL, ConfigJson.write(model));
        return metadata;
    }

    /** The classes that a detector's weights tell apart, in order; none where they do not say. */
    static Optional<ClassNames> classes(StateDict weights) {
        return Optional.ofNullable(weights.metadata().get(CLASSES))
                .map(json -> ClassNames.of(ConfigJson.read(json, String[].class)));
    }

    /** The detector that the weights are for; none where they do not say. */
    static Optional<FasterRcnnOptions> model(StateDict weights) {
        return Optional.ofNullable(weights.metadata().get(MODEL))
                .map(json -> ConfigJson.read(json, FasterRcnnOptions.class));
    }
}
