package org.huale.inbox.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.problem.HualeException;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files of costs in a run's folder say already. An inbox that has taken the place of another, a new one or an older copy,
 * knows less than they do.
 */
record FormerCosts(Path run) {
    private static final Logger LOG = LoggerFactory.getLogger(FormerCosts.class);
    private static final List<String> TABLES = List.of(CostFiles.COSTS, CostFiles.AGREEMENT);
    private static final String ENDING = ".csv";

    /**
     * Keeps seconds that the inbox does not know. The tables do not say which images they are of, so that nothing can be kept in them:
     * those that are of more than the inbox are set aside, once, with the seconds that belong to them.
     *
     * @throws HualeException where they cannot be set aside
     */
    void keepIn(SecondsTable now) {
        Optional<Map<String, Double>> before = seconds(run.resolve(AnnotationSeconds.FILE));
        Set<String> kept = now.keep(before.orElse(Map.of()));
        if (before.isEmpty()) {
            setAside(AnnotationSeconds.FILE + " cannot be read any more");
        } else if (!setAsideBefore().containsAll(kept)) {
            setAside(
                    "the inbox does not have the work on " + kept.size() + " of the images that were measured, such as "
                            + kept.iterator().next());
        }
    }

    /** Empty where somebody has changed the file so that it cannot be read. */
    private static Optional<Map<String, Double>> seconds(Path file) {
        try {
            return Optional.of(Files.exists(file) ? AnnotationSeconds.read(file).byImage() : Map.of());
        } catch (HualeException e) {
            return Optional.empty();
        }
    }

    /** Images whose seconds are in files that were set aside. */
    private Set<String> setAsideBefore() {
        Set<String> images = new HashSet<>();
        for (int number = 1; isTaken(number); number++) {
            seconds(before(AnnotationSeconds.FILE, number)).ifPresent(it -> images.addAll(it.keySet()));
        }
        return images;
    }

    private boolean isTaken(int number) {
        return Files.exists(before(AnnotationSeconds.FILE, number))
                || TABLES.stream().anyMatch(it -> Files.exists(before(it, number)));
    }

    private Path before(String file, int number) {
        String name = file.substring(0, file.length() - ENDING.length());
        return run.resolve(name + "-before-" + number + ENDING);
    }

    private void setAside(String why) {
        int number = 1;
        while (isTaken(number)) {
            number++;
        }
        try {
            move(number);
        } catch (IOException e) {
            throw new HualeException(
                    run + ": " + why + ", and the files of what annotation cost cannot be set aside: "
                            + FileFaults.reason(e),
                    e);
        }
        LOG.warn(
                "{}: {}; {} tells of the inbox alone from now on, what it told is in {}",
                run,
                why,
                CostFiles.COSTS,
                before(CostFiles.COSTS, number).getFileName());
    }

    /** The seconds last, by which it is known that this is done. */
    private void move(int number) throws IOException {
        for (String table : TABLES) {
            if (Files.exists(run.resolve(table))) {
                Files.move(run.resolve(table), before(table, number));
            }
        }
        Path seconds = run.resolve(AnnotationSeconds.FILE);
        WholeFile.write(before(AnnotationSeconds.FILE, number), InputFile.bytes(seconds));
    }
}
