package org.huale.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.problem.HualeException;

/**
 * A Python dict with strings and numbers as keys. Other keys are refused: to hash a list that contains itself would never
 * end. Equal to itself only, for the same reason.
 */
final class PickleDict {
    private final Map<Object, Object> items = new LinkedHashMap<>();

    void put(Object key, Object value) {
        if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
            throw new HualeException("refused: a dict whose keys are neither strings nor numbers");
        }
        items.put(key, value);
    }

    Map<Object, Object> items() {
        return Collections.unmodifiableMap(items);
    }
}
