package org.huale.dataset;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.huale.api.Stable;

/** The K object classes of a data set, numbered 0 to K-1 in this order; background is none of them. */
@Stable
public record ClassNames(List<String> names) {

    public ClassNames {
        Indexed indexed = new Indexed(names);
        names = indexed;
        if (indexed.indices.size() != names.size()) {
            throw new IllegalArgumentException("class names must differ, got " + names);
        }
    }

    public static ClassNames of(String... names) {
        return new ClassNames(List.of(names));
    }

    public int count() {
        return names.size();
    }

    public String name(int classIndex) {
        return names.get(classIndex);
    }

    public OptionalInt indexOf(String name) {
        int index = names.indexOf(name);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * The class that a file means by a name, as many formats lose blanks around it: the one that is called so or else, where it is the only
     * one, that which differs in such blanks alone.
     */
    public OptionalInt meant(String name) {
        OptionalInt exact = indexOf(name);
        return exact.isPresent() ? exact : onlyAlike(name.strip());
    }

    private OptionalInt onlyAlike(String stripped) {
        int[] alike = IntStream.range(0, count())
                .filter(i -> name(i).strip().equals(stripped))
                .toArray();
        return alike.length == 1 ? OptionalInt.of(alike[0]) : OptionalInt.empty();
    }

    /** The names as any other list, which knows where each is: one is looked up for every object of a data set. */
    private static final class Indexed extends AbstractList<String> implements RandomAccess {
        private final List<String> names;
        private final Map<String, Integer> indices = new HashMap<>();

        Indexed(List<String> given) {
            names = List.copyOf(given);
            for (int i = 0; i < names.size(); i++) {
                indices.putIfAbsent(names.get(i), i);
            }
        }

        @Override
        public String get(int index) {
            return names.get(index);
        }

        @Override
        public int size() {
            return names.size();
        }

        @Override
        public int indexOf(Object name) {
            return indices.getOrDefault(name, -1);
        }

        @Override
        public boolean contains(Object name) {
            return indices.containsKey(name);
        }
    }
}
