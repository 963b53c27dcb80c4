package org.huale.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import org.huale.api.Stable;

/** The K object classes of a data set, numbered 0 to K-1 in this order; background is none of them. */
@Stable
public record ClassNames(List<String> names) {

    public ClassNames {
        names = List.copyOf(names);
        if (new HashSet<>(names).size() != names.size()) {
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
}
