package org.huale.acquire.hua;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.config.RecordKeys;
import org.jspecify.annotations.Nullable;

/**
 * How much a metric counts, and its options, which stand beside the weight in a configuration.
 *
 * @param weight what its normalised values are multiplied by, at least 0; with 0 it is not computed
 * @param options a record of the type that the metric's provider has as defaults
 */
public record MetricChoice(double weight, Record options) {

    public MetricChoice {
        if (!(weight >= 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("weight must be at least 0, got " + weight);
        }
    }

    @JsonValue
    Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("weight", weight);
        keys.putAll(RecordKeys.of(options));
        return keys;
    }
}
