package org.huale.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key or name that a user may have meant. */
public final class NearestKey {

    private NearestKey() {}

    /** All keys of a record of records, groups included. */
    static List<String> keys(Record record) {
        List<String> keys = new ArrayList<>();
        gather(record, "", keys);
        return keys;
    }

    /** The known key that is nearest by the last name and then by the whole; none where all are far. */
    public static Optional<String> among(List<String> known, String key) {
        return known.stream()
                .filter(it ->
                        distance(last(it), last(key)) <= Math.max(1, last(key).length() / 3))
                .min(Comparator.<String>comparingInt(it -> distance(last(it), last(key)))
                        .thenComparingInt(it -> distance(it, key))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static void gather(Record record, String path, List<String> keys) {
        if (Presets.of(record.getClass()).isPresent()) {
            keys.add(path + Presets.of(record.getClass()).get().key());
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = RecordReader.valueOf(component, record);
            if (RecordReader.spread(component) && value instanceof Record child) {
                gather(child, path, keys);
            } else {
                gather(value, path + component.getName(), keys);
            }
        }
    }

    private static void gather(@Nullable Object value, String key, List<String> keys) {
        keys.add(key);
        if (value instanceof Record child) {
            gather(child, key + ".", keys);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) -> gather(child, key + "." + name, keys));
        }
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance, in any case of letters and with - and _ left out. */
    static int distance(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
