package org.huale.report.curve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives everything a name of its own: the one that it should have or, where something else has that, the same with a number. */
public final class DistinctNames<T> {
    private final Map<T, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** The same for the same thing, whatever is wished for later. */
    public String of(T thing, String wished) {
        return names.computeIfAbsent(thing, it -> free(wished));
    }

    private String free(String wished) {
        String candidate = wished;
        for (int number = 2; !taken.add(candidate); number++) {
            candidate = wished + " (" + number + ")";
        }
        return candidate;
    }
}
