package org.huale.revision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.huale.config.NearestKey;
import org.huale.dataset.ClassNames;
import org.huale.dataset.file.Bounds;
import org.huale.problem.HualeException;

/**
 * One change of a list of classes.
 *
 * @param names that are added, or that are renamed or merged; at least one, all different
 * @param into the name that classes get; blank where they are added
 */
public record ClassChange(Kind kind, List<String> names, String into) {

    /** What is done. */
    public enum Kind {
        /** New classes at the end of the list. */
        ADD,
        /** Another name for a class, in its place. */
        RENAME,
        /** One class of several: that of the name, or else a new one in the place of the first. */
        MERGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ClassChange {
        names = List.copyOf(names);
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new HualeException(kind.word() + ": at least one name is needed, each once, got " + names);
        }
        if (kind == Kind.RENAME && names.size() != 1) {
            throw new HualeException("rename: one class is renamed at a time, got " + names);
        }
        if ((kind == Kind.ADD) != into.isBlank()) {
            throw new HualeException(kind.word() + ": the name to end up with is "
                    + (kind == Kind.ADD ? "for rename and merge, got " + into : "missing"));
        }
        made(kind, names, into).forEach(ClassChange::requireUsable);
    }

    /** The names that classes get. */
    private static List<String> made(Kind kind, List<String> names, String into) {
        return kind == Kind.ADD ? names : List.of(into);
    }

    /** Also what a run has changed already is read through here. */
    private static void requireUsable(String name) {
        refuse(Bounds.faultOfKeptClassName(name));
        if (!name.equals(name.strip()) || name.isEmpty()) {
            throw new HualeException("class name '" + name + "' must not be empty, or begin or end with a space");
        }
    }

    private static void refuse(Optional<String> fault) {
        fault.ifPresent(it -> {
            throw new HualeException(it);
        });
    }

    /** The same, of somebody who asks for it now. */
    private ClassChange asked() {
        made(kind, names, into).forEach(name -> refuse(Bounds.faultOfClassName(name)));
        return this;
    }

    public static ClassChange add(List<String> names) {
        return new ClassChange(Kind.ADD, names, "").asked();
    }

    public static ClassChange rename(String name, String into) {
        return new ClassChange(Kind.RENAME, List.of(name), into).asked();
    }

    public static ClassChange merge(List<String> names, String into) {
        return new ClassChange(Kind.MERGE, names, into).asked();
    }

    /** @throws HualeException where a class is not there, or one would be there twice */
    public ClassRenumbering of(ClassNames classes) {
        return switch (kind) {
            case ADD -> added(classes);
            case RENAME -> renamed(classes);
            case MERGE -> merged(classes);
        };
    }

    private ClassRenumbering added(ClassNames classes) {
        names.forEach(name -> requireNew(name, classes));
        List<String> all = new ArrayList<>(classes.names());
        all.addAll(names);
        return new ClassRenumbering(
                classes,
                new ClassNames(all),
                IntStream.range(0, classes.count()).boxed().toList());
    }

    private ClassRenumbering renamed(ClassNames classes) {
        int place = place(names.get(0), classes);
        requireNew(into, classes);
        List<String> all = new ArrayList<>(classes.names());
        all.set(place, into);
        return new ClassRenumbering(
                classes, new ClassNames(all), ClassRenumbering.none(classes).places());
    }

    /** The classes that go are those named, but for the one in whose place the whole comes to be. */
    private ClassRenumbering merged(ClassNames classes) {
        List<Integer> gone = new ArrayList<>(
                names.stream().map(it -> place(it, classes)).sorted().toList());
        OptionalInt there = classes.indexOf(into);
        int kept = there.orElse(gone.get(0));
        gone.remove((Object) kept);
        if (gone.isEmpty()) {
            throw new HualeException("merge: " + names + " into '" + into + "' leaves all as it is");
        }
        List<String> all = new ArrayList<>(classes.names());
        all.set(kept, into);
        gone.forEach(place -> all.set(place, into));
        ClassNames left = new ClassNames(withoutAll(classes, gone, kept));
        return new ClassRenumbering(
                classes,
                left,
                all.stream().map(it -> left.indexOf(it).orElseThrow()).toList());
    }

    private List<String> withoutAll(ClassNames classes, List<Integer> gone, int kept) {
        return IntStream.range(0, classes.count())
                .filter(place -> !gone.contains(place))
                .mapToObj(place -> place == kept ? into : classes.name(place))
                .toList();
    }

    private static int place(String name, ClassNames classes) {
        return classes.indexOf(name).orElseThrow(() -> {
            Optional<String> near = NearestKey.among(classes.names(), name);
            return new HualeException("no class '" + name + "'"
                    + near.map(it -> "; did you mean '" + it + "'?").orElse("; there are " + classes.names()));
        });
    }

    private static void requireNew(String name, ClassNames classes) {
        if (classes.indexOf(name).isPresent()) {
            throw new HualeException("class '" + name + "' is there already; there are " + classes.names()
                    + "; 'merge' makes one class of several");
        }
    }

    @Override
    public String toString() {
        return kind.word() + " " + String.join(", ", names) + (into.isBlank() ? "" : " into " + into);
    }
}
