package org.huale.web.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.pool.PoolFile;
import org.huale.problem.HualeException;

/**
 * What the newest detector learned from, as the run has written it down: people are asked for images for evaluation, too.
 *
 * @param boxes by the name of the class now, in the order of the classes; a class without any has 0
 */
record Learned(int images, Map<String, Integer> boxes) {
    private static final int MOST_NAMED = 3;

    /** Empty where there is nothing yet, or where the file is damaged: the run writes it anew. */
    static Optional<Learned> of(Path run) {
        try {
            return RunFolder.holdsRun(run) ? RunFolder.learned(run).map(Learned::counted) : Optional.empty();
        } catch (HualeException e) {
            return Optional.empty();
        }
    }

    private static Learned counted(PoolFile.Counts counts) {
        Map<String, Integer> boxes = new LinkedHashMap<>();
        for (int i = 0; i < counts.classes().count(); i++) {
            boxes.put(counts.classes().name(i), counts.boxes().get(i));
        }
        return new Learned(counts.images(), boxes);
    }

    /** A text that changes where there may be more to tell. */
    static String state(Path run) {
        Path file = run.resolve(RunContents.POOL);
        try {
            return RunFolder.cyclesEnded(run) + " " + (Files.exists(file) ? Files.getLastModifiedTime(file) : "");
        } catch (IOException e) {
            return ""; // it is being replaced
        }
    }

    /** The classes with fewer than half as many boxes as a class has on average, at most three, in a sentence. */
    Optional<String> shortage() {
        double mean =
                boxes.values().stream().mapToInt(Integer::intValue).average().orElse(0);
        String classes = boxes.entrySet().stream()
                .filter(it -> it.getValue() < mean / 2)
                .sorted(Comparator.comparingInt(Map.Entry::getValue))
                .limit(MOST_NAMED)
                .map(it -> it.getKey() + " (" + it.getValue() + ")")
                .collect(Collectors.joining(", "));
        return classes.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "Few boxes so far: %s; %.0f is the average of a class.", classes, mean));
    }
}
