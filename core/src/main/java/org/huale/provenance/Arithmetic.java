package org.huale.provenance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides the last bits of what a process computes: libraries with their versions and instruction sets, threads,
 * device. In a provenance each part has a key of its own.
 *
 * @param parts value by name, such as {@code 2.10.0, AVX512} by {@code libtorch}
 */
public record Arithmetic(Map<String, String> parts) {
    private static final String PREFIX = "arithmetic.";
    private static final String CONSEQUENCE =
            "; the results stay valid, but their last bits need not be those of one machine";

    public Arithmetic {
        parts = Map.copyOf(parts);
    }

    /** That of a provenance; nothing is known where it was written without. */
    public static Arithmetic of(Map<?, ?> provenance) {
        Map<String, String> parts = new LinkedHashMap<>();
        provenance.forEach((key, value) -> {
            if (String.valueOf(key).startsWith(PREFIX)) {
                parts.put(String.valueOf(key).substring(PREFIX.length()), String.valueOf(value));
            }
        });
        return new Arithmetic(parts);
    }

    /** As entries of a provenance, in the order of their names. */
    public Map<String, String> provenance() {
        Map<String, String> entries = new LinkedHashMap<>();
        new TreeSet<>(parts.keySet()).forEach(name -> entries.put(PREFIX + name, parts.get(name)));
        return entries;
    }

    /** What is known of both and not the same, in words; empty where nothing is. */
    public List<String> differences(Arithmetic now) {
        List<String> lines = new ArrayList<>();
        for (String name : new TreeSet<>(parts.keySet())) {
            String theirs = now.parts.get(name);
            if (theirs != null && !theirs.equals(parts.get(name))) {
                lines.add(name + " " + parts.get(name) + ", now " + theirs);
            }
        }
        return lines;
    }

    /** In what several provenances differ, in words; empty where what is known of them is the same. */
    public static List<String> mixture(List<? extends Map<?, ?>> provenances) {
        Map<String, Set<String>> values = new TreeMap<>();
        provenances.forEach(it -> of(it).parts
                .forEach((name, value) ->
                        values.computeIfAbsent(name, key -> new TreeSet<>()).add(value)));
        return values.entrySet().stream()
                .filter(it -> it.getValue().size() > 1)
                .map(it -> it.getKey() + " " + String.join(" or ", it.getValue()))
                .toList();
    }

    /** One line for the reader where the arithmetic of what is joined differs. */
    public static Optional<String> noticeOfMixture(Object place, List<? extends Map<?, ?>> provenances) {
        return Optional.of(mixture(provenances))
                .filter(it -> !it.isEmpty())
                .map(it -> place + ": comes from several arithmetics (" + String.join("; ", it) + ")" + CONSEQUENCE);
    }

    /**
     * One line for the reader where this is not the arithmetic that all of the work was done with.
     *
     * @param place of the work
     * @param before provenances of the processes that worked on it
     */
    public Optional<String> notice(Object place, List<? extends Map<?, ?>> before) {
        return before.stream()
                .map(it -> of(it).differences(this))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .map(it -> place + ": comes from other arithmetic (" + String.join("; ", it) + ")" + CONSEQUENCE);
    }
}
