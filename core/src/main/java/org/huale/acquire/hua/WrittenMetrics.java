package org.huale.acquire.hua;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Metrics by name, never changing. A configuration that is written names those of jars only where they count: the others are what
 * happens to be on the class path, without which the same is computed.
 */
final class WrittenMetrics extends AbstractMap<String, MetricChoice> {
    private final Map<String, MetricChoice> all;

    WrittenMetrics(Map<String, MetricChoice> all) {
        this.all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    @Override
    public Set<Map.Entry<String, MetricChoice>> entrySet() {
        return all.entrySet();
    }

    @JsonValue
    Map<String, MetricChoice> written() {
        Map<String, MetricChoice> written = new LinkedHashMap<>(all);
        written.entrySet().removeIf(it -> it.getValue().weight() == 0 && !HuaMetrics.isOfTheArticle(it.getKey()));
        return written;
    }
}
