package org.huale.dataset.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that the entries of a file call their images, or their classes, each numbered when it first occurs. */
public final class References {
    private final Map<Reference, Integer> slots = new HashMap<>();
    private final List<Reference> all = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private long entries;

    /**
     * Takes an entry.
     *
     * @param place of the entry, asked for where the reference is new
     * @return the number of the reference, counted from 0
     */
    public int add(Reference reference, Supplier<String> place) {
        entries++;
        Integer known = slots.get(reference);
        if (known != null) {
            return known;
        }
        slots.put(reference, all.size());
        all.add(reference);
        places.add(place.get());
        return all.size() - 1;
    }

    /** In the order of their numbers. */
    public List<Reference> all() {
        return Collections.unmodifiableList(all);
    }

    /** Where a reference occurs first. */
    public String place(int slot) {
        return places.get(slot);
    }

    /** How many were taken, repeated ones too. */
    public long entries() {
        return entries;
    }
}
