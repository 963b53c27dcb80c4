package org.huale.dataset.aside;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names by which annotators may know classes that are called otherwise now.
 *
 * @param clear names that no class has now, with those that their classes have now
 * @param doubtful names that several of the classes had since the images were handed out, one of them perhaps now, with those that
 *     these classes have now; none of them is clear
 */
public record FormerNames(Map<String, String> clear, Map<String, List<String>> doubtful) {
    /** Of classes that were always called so. */
    public static final FormerNames NONE = new FormerNames(Map.of(), Map.of());

    public FormerNames {
        clear = new TreeMap<>(clear);
        doubtful = new TreeMap<>(doubtful);
    }

    /** Without doubts. */
    public static FormerNames of(Map<String, String> clear) {
        return new FormerNames(clear, Map.of());
    }
}
