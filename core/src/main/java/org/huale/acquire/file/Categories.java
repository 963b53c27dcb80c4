package org.huale.acquire.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.coco.CocoEntry;

/** The classes that a file's category ids stand for: those of the pool, or where it has none, 1 to K. */
final class Categories {
    /** Of a pool without class names. */
    static final int MOST = 10_000;

    static final int UNKNOWN = -1;

    private final ClassNames names;
    private final Map<Long, Integer> indices = new HashMap<>();
    private int highest;

    private Categories(ClassNames names) {
        this.names = names;
    }

    static Categories of(ClassNames names, CocoNumbering numbering) {
        Categories categories = new Categories(names);
        if (names.count() > 0) {
            categories.indices.putAll(numbering.classesByCategory());
        }
        return categories;
    }

    /** Refuses a number of class probabilities that is not K + 1. */
    void requireFits(int probabilities, CocoEntry entry) {
        if (named() && probabilities > 0 && probabilities != names.count() + 1) {
            throw entry.fault("probabilities has " + probabilities + " numbers, must have " + (names.count() + 1)
                    + ": background, then the classes " + names.names());
        }
        if (!named() && probabilities == 1) {
            throw entry.fault("probabilities has 1 number, must have at least 2: background, then each class");
        }
    }

    /** {@link #UNKNOWN} where the pool has no such class. */
    int index(CocoEntry entry, int probabilities) {
        if (named()) {
            return indices.getOrDefault(entry.category(), UNKNOWN);
        }
        int most = probabilities > 0 ? probabilities - 1 : MOST;
        if (entry.category() < 1 || entry.category() > most) {
            throw entry.fault(
                    "category_id must be in [1, " + most + "] for a pool without classes, is " + entry.category());
        }
        highest = Math.max(highest, (int) entry.category());
        return (int) entry.category() - 1;
    }

    /** Where the pool names none: as many as there are probabilities for, else as the highest category. */
    ClassNames names(int probabilities) {
        if (named()) {
            return names;
        }
        int count = probabilities > 0 ? probabilities - 1 : highest;
        List<String> numbered =
                IntStream.rangeClosed(1, count).mapToObj(i -> "class " + i).toList();
        return new ClassNames(numbered);
    }

    private boolean named() {
        return names.count() > 0;
    }
}
