package org.huale.revision;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.dataset.aside.FormerNames;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import tools.jackson.core.JacksonException;

/**
 * The classes of a run from its beginning, and what changed of them. Annotations stay as they were written; a change says
 * from which cycle on they are read otherwise. So a change is one file that is replaced whole, and a crash leaves the run as
 * it was before or as it is after.
 *
 * @param original classes that the run began with, possibly none
 * @param entries in the order in which they were made
 */
public record ClassHistory(ClassNames original, List<Entry> entries) {
    /** In the folder of a run; absent where nothing was changed. */
    public static final String FILE = "classes.json";

    /** {@link Entry#annotated} before the initial set is annotated. */
    public static final int NOTHING = -2;

    /**
     * One change.
     *
     * @param cycle the first whose detector learns the new classes
     * @param annotated the last cycle whose annotations were there before, -1 for the initial set, {@link #NOTHING} for none;
     *     those of later ones are in the new classes, and those of earlier ones are not, should they be asked for again
     * @param when date and time, for people
     */
    public record Entry(ClassChange change, int cycle, int annotated, String when) {}

    private record File(List<String> original, List<Entry> changes) {}

    public ClassHistory {
        entries = List.copyOf(entries);
    }

    /**
     * Of a run's folder.
     *
     * @throws HualeException where the file is damaged, or was written for other classes
     */
    public static ClassHistory in(Path run, ClassNames original) {
        Path file = run.resolve(FILE);
        Optional<File> content = content(file);
        if (content.isPresent() && !content.get().original().equals(original.names())) {
            throw new HualeException(file + ": begins with the classes "
                    + content.get().original() + ", the run with " + original.names());
        }
        ClassHistory history =
                new ClassHistory(original, content.map(File::changes).orElse(List.of()));
        history.latest(); // checks that the changes follow each other
        return history;
    }

    /** The changes of a run's folder alone. */
    public static List<Entry> entriesIn(Path run) {
        return content(run.resolve(FILE)).map(File::changes).orElse(List.of());
    }

    private static Optional<File> content(Path file) {
        try {
            return Optional.of(ConfigJson.read(InputFile.text(file), File.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** What the file of a run holds. */
    public String text() {
        return ConfigJson.write(new File(original.names(), entries)) + "\n";
    }

    /** With one change more, which is checked. */
    public ClassHistory with(Entry entry) {
        entry.change().of(latest());
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new ClassHistory(original, more);
    }

    /** The classes that annotators are given now, and that future cycles learn. */
    public ClassNames latest() {
        return sinceTheBeginning().to();
    }

    /** From the classes at the beginning to the latest. */
    public ClassRenumbering sinceTheBeginning() {
        return between(0, entries.size());
    }

    /**
     * From the classes at the beginning to those in which the annotations of a cycle are asked for, -1 for the initial set: the
     * latest. Where they were asked for before a change and are asked for again, those of then, so that the same answer is the same
     * file, and what was made from it fits.
     */
    public ClassRenumbering atRequest(int cycle) {
        return between(0, writtenIn(cycle));
    }

    /**
     * From a list of classes that the run once had to those in which the annotations of a cycle are asked for, -1 for the initial
     * set; empty where it had the list not before these.
     */
    public Optional<ClassRenumbering> toRequest(int cycle, ClassNames classes) {
        int asked = writtenIn(cycle);
        return IntStream.iterate(asked, version -> version - 1)
                .limit(asked + 1L)
                .mapToObj(version -> between(version, asked))
                .filter(it -> it.from().equals(classes))
                .findFirst();
    }

    /**
     * From the classes in which the annotations of a cycle are asked for to a list that the run got after these, -1 for the initial
     * set; empty where it did not.
     */
    public Optional<ClassRenumbering> sinceRequest(int cycle, ClassNames classes) {
        int asked = writtenIn(cycle);
        return IntStream.iterate(entries.size(), version -> version - 1)
                .limit((long) entries.size() - asked)
                .mapToObj(version -> between(asked, version))
                .filter(it -> it.to().equals(classes))
                .findFirst();
    }

    /**
     * From the classes that a cycle's detector learned to those in which its annotations are asked for; empty where the detector
     * has learned later ones.
     */
    public Optional<ClassRenumbering> ofGuesses(int cycle) {
        int learned = learnedIn(cycle);
        int asked = writtenIn(cycle);
        return learned <= asked ? Optional.of(between(learned, asked)) : Optional.empty();
    }

    /** From the classes at the beginning to those that a cycle's detector learns. */
    public ClassRenumbering atCycle(int cycle) {
        return between(0, learnedIn(cycle));
    }

    /** From the classes that a cycle's detector learns to those that the next one's does. */
    public ClassRenumbering after(int cycle) {
        return between(learnedIn(cycle), learnedIn(cycle + 1));
    }

    /** From the classes in which a cycle's annotations were written to those that the next cycle's detector learns. */
    public ClassRenumbering ofAnnotations(int cycle) {
        return between(writtenIn(cycle), learnedIn(cycle + 1));
    }

    /** From the classes that a cycle's detector learned to the latest. */
    public ClassRenumbering since(int cycle) {
        return between(learnedIn(cycle), entries.size());
    }

    /** From the classes in which a cycle's annotations were written to the latest. */
    public ClassRenumbering sinceAnnotations(int cycle) {
        return between(writtenIn(cycle), entries.size());
    }

    /**
     * The names that classes had before, for people who work on the images of a cycle; where these are asked for again in the
     * classes of then, also those that they got since.
     *
     * @param cycle that asks for annotations, -1 for the initial set
     */
    public FormerNames formerNames(int cycle) {
        int asked = writtenIn(cycle);
        ClassNames present = between(0, asked).to();
        Map<String, Set<String>> recent = names(writtenIn(cycle - 1), asked);
        Map<String, String> clear = new HashMap<>();
        names(0, asked).forEach((name, classes) -> {
            if (present.indexOf(name).isEmpty()) {
                clear.put(name, List.copyOf(classes).get(classes.size() - 1)); // the last class that had it
            }
        });
        laterNames(asked).forEach(clear::putIfAbsent);
        Map<String, List<String>> doubtful = new HashMap<>();
        recent.forEach((name, classes) -> {
            if (classes.size() > 1) {
                doubtful.put(name, List.copyOf(classes));
            }
        });
        clear.keySet().removeAll(doubtful.keySet());
        return new FormerNames(clear, doubtful);
    }

    /** Names that classes of a version, which does not have these itself, got afterwards, and no other class with them. */
    private Map<String, String> laterNames(int version) {
        Map<String, String> names = new HashMap<>();
        for (int later = version + 1; later <= entries.size(); later++) {
            ClassRenumbering step = between(version, later);
            for (int i = 0; i < step.from().count(); i++) {
                int place = step.places().get(i);
                String name = step.to().name(place);
                if (Collections.frequency(step.places(), place) == 1
                        && step.from().indexOf(name).isEmpty()) {
                    names.put(name, step.from().name(i));
                }
            }
        }
        return names;
    }

    /** The names that classes had from one version to another, with those that they have in that, in the order of time. */
    private Map<String, Set<String>> names(int from, int to) {
        Map<String, Set<String>> names = new HashMap<>();
        for (int it = from; it <= to; it++) {
            ClassRenumbering step = between(it, to);
            for (int i = 0; i < step.from().count(); i++) {
                Set<String> classes = names.computeIfAbsent(step.from().name(i), name -> new LinkedHashSet<>());
                String now = step.to().name(step.places().get(i));
                classes.remove(now);
                classes.add(now);
            }
        }
        return names;
    }

    /**
     * The first of the cycles whose figures can be compared with those of one: since then classes have at most got other names.
     */
    public static int comparableSince(List<Entry> entries, int cycle) {
        return entries.stream()
                .filter(it -> it.cycle() <= cycle && it.change().kind() != ClassChange.Kind.RENAME)
                .mapToInt(Entry::cycle)
                .max()
                .orElse(0);
    }

    private int learnedIn(int cycle) {
        return (int) entries.stream().filter(it -> it.cycle() <= cycle).count();
    }

    /** Never in later ones than the next detector learns, which may have been trained already where answers are asked for again. */
    private int writtenIn(int cycle) {
        int before = (int) entries.stream().filter(it -> it.annotated() < cycle).count();
        return Math.min(before, learnedIn(cycle + 1));
    }

    private ClassRenumbering between(int from, int to) {
        ClassNames classes = original;
        for (Entry entry : entries.subList(0, from)) {
            classes = entry.change().of(classes).to();
        }
        ClassRenumbering whole = ClassRenumbering.none(classes);
        for (Entry entry : entries.subList(from, to)) {
            whole = whole.then(entry.change().of(whole.to()));
        }
        return whole;
    }
}
