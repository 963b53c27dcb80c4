package org.huale.app.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which program was called how, for the provenance of what comes of it.
 *
 * @param version of the program
 * @param commit that it was built from, {@code unknown} where nobody knows
 * @param words of the command line, without the program's name
 */
public record Invocation(String version, String commit, List<String> words) {

    public Invocation {
        words = List.copyOf(words);
    }

    /** Version, commit and command line, in a map that more can be added to. */
    public Map<String, String> provenance() {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("huale", version);
        origin.put("commit", commit);
        origin.put("commandLine", String.join(" ", words));
        return origin;
    }
}
