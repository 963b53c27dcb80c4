package org.huale.app.benchmark;

import java.util.LinkedHashSet;
import java.util.Set;
import org.huale.problem.HualeException;

/** What a user has to mend, gathered, so that all of it is told at once, and each of it once. */
final class Mistakes {
    private final Set<String> found = new LinkedHashSet<>();

    void add(String mistake) {
        found.add(mistake);
    }

    /** Does something; where that is refused, each line of the reason is a mistake. */
    void gather(Runnable work) {
        try {
            work.run();
        } catch (HualeException e) {
            String.valueOf(e.getMessage()).lines().forEach(found::add);
        }
    }

    /** Does something; where that is refused, the reason is a mistake at a place. */
    void gatherAt(String place, Runnable work) {
        try {
            work.run();
        } catch (HualeException e) {
            found.add(place + ": " + e.getMessage());
        }
    }

    /** @throws HualeException listing what was found */
    void requireNone() {
        if (!found.isEmpty()) {
            throw new HualeException(String.join(System.lineSeparator(), found));
        }
    }
}
