package org.huale.torch.stdio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out of which file native code speaks. Several are read at once, and a line says of none. So those that were being read when
 * something was said are read once more, one at a time: what is said again is of that file, and is warned of once. What no file says
 * again came from elsewhere, such as another library at work in the meantime, and is warned of with the files that were being read.
 */
final class FileWords {
    private static final Logger LOG = LoggerFactory.getLogger(FileWords.class);
    private static final int MOST_LINES = 5;
    private static final int MOST_FILES = 4;
    /** OpenCV's log begins each line with the thread and the time. */
    private static final Pattern CLOCK = Pattern.compile("^\\[ *(\\w+):\\d+@[0-9.]+\\]");

    private final Spoken spoken;
    private final Consumer<String> warning;
    private final ReadWriteLock together = new ReentrantReadWriteLock(); // to write: to read a file alone
    private final Map<Path, Set<String>> own = new ConcurrentHashMap<>(); // of files that were read alone
    private final List<Reading> going = new ArrayList<>();
    private final Set<Line> unsettled = new LinkedHashSet<>();
    private final Set<String> foreign = new HashSet<>();
    private boolean ended;

    private static final class Reading {
        private final Path file;
        private final List<Line> lines = new ArrayList<>();

        Reading(Path file) {
            this.file = file;
        }
    }

    private static final class Line {
        private final String text;
        private final List<Path> files;
        private int open;
        private boolean isOwn;

        Line(String text, List<Path> files) {
            this.text = text;
            this.files = files;
            this.open = files.size();
        }
    }

    /** @param warning takes what is to be said of a file */
    FileWords(Spoken spoken, Consumer<String> warning) {
        this.spoken = spoken;
        this.warning = warning;
    }

    /** Warns in the log, at the end of the process too. */
    static FileWords untilTheEnd(Spoken spoken) {
        FileWords words = new FileWords(spoken, LOG::warn);
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(words::end, "huale-last-words"));
        } catch (IllegalStateException e) { // the process ends already
            words.end();
        }
        return words;
    }

    /** Decodes a file, and once more alone where something was said. */
    <T> T heard(Path file, Supplier<T> decoding) {
        Reading reading = new Reading(file);
        together.readLock().lock();
        try {
            begin(reading);
            return decoding.get();
        } finally {
            end(reading);
            together.readLock().unlock();
            settle(reading, decoding);
        }
    }

    private synchronized void begin(Reading reading) {
        going.add(reading);
        if (going.size() == 1) {
            open();
        }
    }

    private void open() {
        if (!ended) {
            spoken.open();
        }
    }

    private synchronized void end(Reading reading) {
        take(going.size() == 1);
        going.remove(reading);
    }

    /** Notes what was said until now with the files that are being read. */
    private void take(boolean last) {
        List<Path> files = going.stream().map(it -> it.file).toList();
        for (String text : said(last)) {
            Line line = new Line(text, files);
            unsettled.add(line);
            going.forEach(it -> it.lines.add(line));
        }
    }

    private List<String> said(boolean last) {
        if (last) {
            spoken.close();
        }
        return spoken.lines(last).stream()
                .map(line -> CLOCK.matcher(line).replaceFirst("[$1]"))
                .toList();
    }

    private void settle(Reading reading, Supplier<?> decoding) {
        if (reading.lines.isEmpty()) {
            return;
        }
        Set<String> said = own.computeIfAbsent(reading.file, file -> examined(file, decoding));
        for (Line line : reading.lines) {
            if (isNobodys(line, said.contains(line.text))) {
                warnOf(line);
            }
        }
    }

    private Set<String> examined(Path file, Supplier<?> decoding) {
        Set<String> said = alone(decoding);
        said.stream().limit(MOST_LINES).forEach(it -> warning.accept(file + ": the decoder says: " + it));
        if (said.size() > MOST_LINES) {
            warning.accept(file + ": the decoder says " + (said.size() - MOST_LINES) + " lines more");
        }
        return said;
    }

    private Set<String> alone(Supplier<?> decoding) {
        Set<String> said = new LinkedHashSet<>();
        together.writeLock().lock();
        try {
            openAlone();
            var unused = decoding.get(); // only what is said of it counts
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.debug("the second reading failed", e); // whoever wants the pixels has the first one
        } finally {
            closeAlone(said);
            together.writeLock().unlock();
        }
        return said;
    }

    private synchronized void openAlone() {
        open();
    }

    private synchronized void closeAlone(Set<String> said) {
        said.addAll(said(true));
    }

    /** Notes whether a file says a line; true where it was the last that might have, and none does. */
    private synchronized boolean isNobodys(Line line, boolean isOwn) {
        line.isOwn |= isOwn;
        line.open--;
        return line.open == 0 && unsettled.remove(line) && !line.isOwn && foreign.add(line.text);
    }

    private void warnOf(Line line) {
        String names = line.files.stream().limit(MOST_FILES).map(Path::toString).collect(Collectors.joining(", "));
        int more = line.files.size() - MOST_FILES;
        warning.accept("native code says: " + line.text + " (while reading " + names
                + (more > 0 ? " and " + more + " more" : "") + ")");
    }

    /** What was said in the last moment is not lost, and what is said from now on goes where it would have gone. */
    void end() {
        lastLines().forEach(this::warnOf);
    }

    private synchronized List<Line> lastLines() {
        ended = true;
        take(true);
        List<Line> last = unsettled.stream().filter(line -> !line.isOwn).toList();
        unsettled.clear();
        return last;
    }
}
