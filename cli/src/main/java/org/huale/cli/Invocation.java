package org.huale.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Which program was called how, for the provenance of what comes of it. */
final class Invocation {

    private Invocation() {}

    /** Version, commit and command line, in a map that more can be added to. */
    static Map<String, String> of(CommandSpec command) {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("huale", Version.number());
        origin.put("commit", System.getProperty("huale.commit", "unknown"));
        origin.put(
                "commandLine",
                String.join(
                        " ", command.commandLine().getParent().getParseResult().originalArgs()));
        return origin;
    }
}
