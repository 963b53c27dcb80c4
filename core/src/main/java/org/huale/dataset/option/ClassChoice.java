package org.huale.dataset.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.config.NearestKey;
import org.huale.problem.HualeException;

/**
 * Which classes of a data set are kept, and as what: {@code cat}, {@code kitten:cat} (called cat, and one with it),
 * {@code -fish} (left out), {@code *} (all that are not named). Where nothing but classes to leave out is named, the others
 * are kept. Kept classes are numbered in the order in which they are named.
 *
 * @param entries empty where all classes stay as they are
 */
public record ClassChoice(List<Entry> entries) {
    /** All classes as they are. */
    public static final ClassChoice ALL = new ClassChoice(List.of());

    private static final Entry REST = new Entry(Kind.REST, "*", "*");

    private enum Kind {
        KEEP,
        DROP,
        REST
    }

    /** One word of the list. */
    record Entry(Kind kind, String from, String to) {

        static Entry parse(String text) {
            if (text.equals("*")) {
                return REST;
            }
            if (text.startsWith("-")) {
                String name = name(text.substring(1), text);
                return new Entry(Kind.DROP, name, name);
            }
            int colon = text.indexOf(':');
            String from = name(colon < 0 ? text : text.substring(0, colon), text);
            return new Entry(Kind.KEEP, from, colon < 0 ? from : name(text.substring(colon + 1), text));
        }

        private static String name(String encoded, String entry) {
            String name = OptionText.decoded(encoded);
            if (name.isBlank() || encoded.indexOf(':') >= 0) {
                throw new HualeException("classes: '" + entry + "' must be NAME, OLD:NEW, -NAME or *; in a name, %3A"
                        + " stands for a colon and %2C for a comma");
            }
            return name;
        }

        @Override
        public String toString() {
            return switch (kind) {
                case REST -> "*";
                case DROP -> "-" + OptionText.encoded(from);
                case KEEP -> OptionText.encoded(from) + (from.equals(to) ? "" : ":" + OptionText.encoded(to));
            };
        }
    }

    /**
     * What becomes of the classes of a data set.
     *
     * @param names of those that are left, in their new order
     * @param target new number of each old class, or -1
     */
    public record Mapping(List<String> names, int[] target) {}

    public ClassChoice {
        entries = List.copyOf(entries);
        Set<String> named = new HashSet<>();
        for (Entry entry : entries) {
            if (!named.add(entry.from())) {
                throw new HualeException("classes: '" + entry.from() + "' is named twice");
            }
        }
    }

    /** @param text entries with commas between them; blank for all classes */
    public static ClassChoice parse(String text) {
        return text.isBlank()
                ? ALL
                : new ClassChoice(
                        Arrays.stream(text.split(",", -1)).map(Entry::parse).toList());
    }

    /** True where nothing was asked for. */
    public boolean isAll() {
        return entries.isEmpty();
    }

    /** @throws HualeException where a class is named that is not among them */
    public Mapping of(List<String> classes) {
        requireKnown(classes);
        Map<String, String> kept = kept(classes);
        List<String> names = List.copyOf(new LinkedHashSet<>(kept.values()));
        int[] target = classes.stream()
                .mapToInt(name -> names.indexOf(kept.getOrDefault(name, "")))
                .toArray();
        return new Mapping(names, target);
    }

    /** New names by old ones, in the new order. */
    private Map<String, String> kept(List<String> classes) {
        List<Entry> all = new ArrayList<>(entries);
        if (entries.stream().allMatch(entry -> entry.kind() == Kind.DROP)) {
            all.add(REST);
        }
        Map<String, String> kept = new LinkedHashMap<>();
        for (Entry entry : all) {
            switch (entry.kind()) {
                case KEEP -> kept.put(entry.from(), entry.to());
                case REST -> rest(classes).forEach(name -> kept.put(name, name));
                case DROP -> {}
            }
        }
        return kept;
    }

    private List<String> rest(List<String> classes) {
        Set<String> named = entries.stream().map(Entry::from).collect(Collectors.toSet());
        return classes.stream().filter(name -> !named.contains(name)).toList();
    }

    private void requireKnown(List<String> classes) {
        for (Entry entry : entries) {
            if (entry.kind() != Kind.REST && !classes.contains(entry.from())) {
                String meant = NearestKey.among(classes, entry.from())
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
                throw new HualeException(
                        "classes: '" + entry.from() + "' is none of the data set's classes " + classes + meant);
            }
        }
    }

    /** As users write it. */
    @Override
    public String toString() {
        return entries.stream().map(Entry::toString).collect(Collectors.joining(","));
    }
}
