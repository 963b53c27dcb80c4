package org.huale.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record's components by name, in their order. */
public final class RecordKeys {

    private RecordKeys() {}

    public static Map<String, @Nullable Object> of(Record record) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            keys.put(component.getName(), RecordReader.valueOf(component, record));
        }
        return keys;
    }
}
