package org.huale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.loop.TimelessTable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What of a run must depend neither on how often it was killed nor on who trained its first cycle. */
public final class RunContent {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OTHER_EACH_TIME =
            "(.*/)?(timings.json|checksums.json|provenance.json|shared.json|.lock.*|.huale-folder.json|events.*)|metrics.jsonl";

    private RunContent() {}

    /** Hashes by file; times and memory taken out. */
    public static Map<String, Object> of(Path run) throws IOException {
        Map<String, Object> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                if (file.endsWith("cycle.json")) {
                    ObjectNode record = (ObjectNode) JSON.readTree(Files.readString(file));
                    record.remove(List.of("seconds", "peakMegabytes"));
                    content.put(name, record);
                } else if (file.endsWith("cycles.csv")) {
                    content.put(name, TimelessTable.of(Files.readString(file)));
                } else if (!name.matches(OTHER_EACH_TIME)) {
                    content.put(name, Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return content;
    }
}
