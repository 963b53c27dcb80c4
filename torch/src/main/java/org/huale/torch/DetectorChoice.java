package org.huale.torch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.config.RecordKeys;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.jspecify.annotations.Nullable;

/**
 * Which detector, with which options, as a configuration says it: {@code detector: mobilenet-v2-fpn}, or {@code detector:
 * {name: mobilenet-v2-fpn, transform: {minSize: 320}}} with the options beside the name.
 *
 * @param name of a {@link DetectorModel}
 * @param options are {@link FasterRcnnOptions}
 */
public record DetectorChoice(String name, Record options) {

    public DetectorChoice {
        if (!(options instanceof FasterRcnnOptions)) {
            throw new IllegalArgumentException("options of a detector must be FasterRcnnOptions, got " + options);
        }
    }

    /** With the model's own options. */
    public static DetectorChoice named(String name) {
        return new DetectorChoice(name, DetectorModel.named(name).options());
    }

    public static List<String> names() {
        return DetectorModel.names();
    }

    public FasterRcnnOptions rcnn() {
        return (FasterRcnnOptions) options;
    }

    /** The name and the options beside it, as in a file. */
    @JsonValue
    Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("name", name);
        keys.putAll(RecordKeys.of(options));
        return keys;
    }
}
