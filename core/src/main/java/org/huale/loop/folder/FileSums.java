package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;

/**
 * What the files of a run's folder, or of one of its cycles, are to hold, and what they were made from.
 *
 * @param folder whose files they are
 * @param run the folder of the run, as the user named it
 * @param cycle -1 for the folder of the run
 */
record FileSums(Path folder, Path run, int cycle) {
    private static final Pattern CYCLE = Pattern.compile("^\\.?" + RunContents.CYCLE + "(\\d{1,6})");
    private static final String UP = "../";

    static FileSums ofRun(Path folder) {
        return new FileSums(folder, folder, -1);
    }

    /** Those of a folder within it, also of one that is not complete. */
    FileSums in(String name) {
        Matcher matcher = CYCLE.matcher(name);
        return matcher.find()
                ? new FileSums(folder.resolve(name), run, Integer.parseInt(matcher.group(1)))
                : ofRun(folder.resolve(name));
    }

    private Checksums file() {
        return new Checksums(folder, cycle < 0 ? Checksums.RUN : RunContents.CYCLE + cycle);
    }

    /** @throws HualeException where the lines are damaged, with the way out */
    SortedMap<String, Checksums.Entry> entries() {
        try {
            return file().entries();
        } catch (HualeException e) {
            throw new HualeException(e.getMessage() + "; " + RunFile.CHECKSUMS.wayOut(String.valueOf(run)), e);
        }
    }

    void note(Map<String, Checksums.Entry> news) {
        entries(); // says more of damaged ones
        file().note(news);
    }

    void forget(List<String> names) {
        file().forget(names);
    }

    boolean holds(String name) throws IOException {
        return file().holds(name);
    }

    /** @param entry the line of the file, which may be another one by now */
    boolean holds(String name, Checksums.Entry entry) throws IOException {
        return file().holds(name, entry);
    }

    /** The sums of what a file is made from, as far as they are known. */
    Map<String, String> origin(String name) {
        Optional<RunFile> file = RunFile.named(name);
        if (file.isEmpty() || file.get() == RunFile.TRAINING) {
            return Map.of();
        }
        List<String> from = new ArrayList<>(file.get().madeFrom(cycle));
        if (file.get() == RunFile.TRAINED) {
            entries().keySet().stream()
                    .filter(it -> it.startsWith(CycleFolder.TRAINING + "/"))
                    .forEach(from::add);
        }
        Map<String, String> sums = new TreeMap<>();
        from.forEach(it -> noted(it).ifPresent(sum -> sums.put(it, sum)));
        return sums;
    }

    /** The sum of a file by its name relative to the folder, in the lines of the folder that it is in; empty where it has none. */
    Optional<String> noted(String name) {
        return Optional.ofNullable(home(name).entries().get(there(name))).map(Checksums.Entry::sha256);
    }

    /** Of a file of the run, or of another cycle. */
    private FileSums home(String name) {
        if (!name.startsWith(UP)) {
            return this;
        }
        FileSums ofRun = new FileSums(folder.resolve(UP).normalize(), run, -1);
        String below = name.substring(UP.length());
        return below.contains("/") ? ofRun.in(below.substring(0, below.indexOf('/'))) : ofRun;
    }

    private static String there(String name) {
        return name.startsWith(UP) ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    /** A file that is no longer the one that another was made from. */
    Optional<String> otherOrigin(Checksums.Entry entry) {
        return entry.of().entrySet().stream()
                .filter(it -> noted(it.getKey())
                        .filter(sum -> !sum.equals(it.getValue()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
