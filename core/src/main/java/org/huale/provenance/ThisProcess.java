package org.huale.provenance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a provenance says of the process that works now. */
public final class ThisProcess {
    private ThisProcess() {}

    /** When it began to work, Java and the system, in a map that more can be added to. */
    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("startedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return facts;
    }
}
