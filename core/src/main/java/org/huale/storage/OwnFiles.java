package org.huale.storage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.huale.problem.HualeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What in a folder was made by HUALE, and may be replaced or deleted by it; everything else is somebody's. A hidden file of the
 * folder says it, with the kind and an id of whatever made it. Several kinds may share a folder.
 *
 * @param kind such as {@code run} or {@code report}
 */
public record OwnFiles(Path folder, String kind) {
    public static final String MARKER = ".huale-folder.json";
    /** What the folder of a run is marked as. */
    public static final String RUN = "run";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** @param holds names of files and folders, relative to the folder */
    private record Mark(String kind, String id, SortedSet<String> holds) {

        /** As one that was read may not be, where a byte of a key has changed. */
        boolean isWhole() {
            return kind != null && holds != null;
        }
    }

    private record Marks(List<Mark> marks) {}

    /** Whether the folder says that something of this kind was made in it. */
    public boolean isMarked() {
        return mark().isPresent();
    }

    /** Whether the folder says that anything was made in it by HUALE. */
    public static boolean isAny(Path folder) {
        return !new OwnFiles(folder, "").marks().isEmpty();
    }

    /** What HUALE made here of this kind, ascending. */
    public SortedSet<String> held() {
        SortedSet<String> held = mark().map(it -> new TreeSet<>(it.holds())).orElseGet(TreeSet::new);
        held.addAll(added());
        return held;
    }

    /**
     * Makes one more file HUALE's that is going to be written, of a folder that is marked. Of many thousand files, each costs no more than a
     * line at the end of a list.
     */
    public void add(String name) {
        Path list = list();
        try {
            Files.writeString(
                    list, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new HualeException(list + ": cannot be written: " + FileFaults.reason(e), e);
        }
    }

    /** HUALE makes no link in its place; one that came with the folder may lead to any file, which would be read and grow. */
    private Path list() {
        Path list = folder.resolve(".huale-" + kind + ".txt");
        if (Files.isSymbolicLink(list)) {
            throw new HualeException(list + ": is a link; only a file is taken for the list of what HUALE made here."
                    + " Take the link away, or choose another folder");
        }
        return list;
    }

    /** A line that a crash has cut short names no file. */
    private List<String> added() {
        Path list = list();
        try {
            return InputFile.text(list).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new HualeException(list + ": " + FileFaults.unread(e), e);
        }
    }

    /**
     * Makes files HUALE's that are going to be written. The folder is made where it is not there.
     *
     * @throws HualeException where one of them is there and is not HUALE's of this kind, is a link, or lies outside of the folder, be
     *     it by a link; nothing is then changed
     */
    public void claim(Collection<String> names) {
        requireNoOthers(names);
        adopt(names);
    }

    /** As {@link #claim}, where others may do the same at this very moment: none loses what another claims. */
    public void claimShared(Collection<String> names) {
        requireNoOthers(names);
        adoptShared(names);
    }

    private void requireNoOthers(Collection<String> names) {
        requireNoLinks(names);
        SortedSet<String> held = held();
        for (String name : names) {
            if (!held.contains(name) && Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new HualeException(folder.resolve(name) + ": is there, and is none that HUALE made as a " + kind
                        + "; it is not replaced. Choose another folder, or move it");
            }
        }
    }

    /**
     * Links may have come with the folder from somebody else, and what is written to a link changes a file elsewhere.
     *
     * @throws HualeException where one of the names is a link, or lies outside of the folder, be it by a link
     */
    public void requireNoLinks(Collection<String> names) {
        names.forEach(this::requireNoLink);
    }

    private void requireNoLink(String name) {
        if (leadsOut(name)) {
            throw new HualeException(
                    folder + ": '" + name + "' would lie outside of it, or a link in its path leads out;"
                            + " nothing is written there. Choose another folder, or take the link away");
        }
        if (Files.isSymbolicLink(folder.resolve(name))) {
            throw new HualeException(folder.resolve(name) + ": is a link; what it leads to is not replaced."
                    + " Choose another folder, or take the link away");
        }
    }

    private boolean leadsOut(String name) {
        Path path = Path.of(name);
        return !isBelow(path) || (Files.exists(folder) && !isWithin(nearest(path)));
    }

    /** The beginning of a name that lies in a folder which is there; those below it are still to be made. */
    private String nearest(Path name) {
        Path parent = name.getParent();
        if (parent == null || Files.exists(folder.resolve(parent.toString()))) {
            return name.toString();
        }
        return nearest(parent);
    }

    /** Makes files HUALE's that are there, as those of an earlier version, or are going to be written. */
    public void adopt(Collection<String> names) {
        SortedSet<String> all = new TreeSet<>(held());
        if (isMarked() && !all.addAll(names)) {
            return;
        }
        all.addAll(names);
        mark(all);
    }

    /** As {@link #adopt}, where others may do the same: the mark is read and written whole, the list only grows. */
    public void adoptShared(Collection<String> names) {
        adopt(List.of()); // marks the folder
        SortedSet<String> held = held();
        names.stream().filter(name -> !held.contains(name)).forEach(this::add);
    }

    /** Files that were deleted are HUALE's no more: who puts one of such a name there keeps it. */
    public void forget(Collection<String> names) {
        SortedSet<String> left = held();
        left.removeAll(names);
        mark(left);
        delete(list()); // after the mark, which has all of the list that is left
    }

    private void mark(SortedSet<String> all) {
        List<Mark> marks = new ArrayList<>(marks());
        String id = mark().map(Mark::id).orElseGet(() -> UUID.randomUUID().toString());
        marks.removeIf(it -> it.kind().equals(kind));
        marks.add(new Mark(kind, id, all));
        write(new Marks(marks));
    }

    /**
     * Deletes what HUALE made here of this kind; folders go when nothing else is left in them. The lists may have come with the
     * folder from somebody else: what they name outside of it, be it by a link, stays.
     */
    public void clear() {
        deleteWithin(held());
    }

    /** Deletes some of these files as {@link #clear} does, and forgets them. */
    public void delete(Collection<String> names) {
        deleteWithin(names);
        if (!names.isEmpty()) {
            forget(names);
        }
    }

    private void deleteWithin(Collection<String> names) {
        for (String name : new TreeSet<>(names).descendingSet()) { // what is in a folder before the folder
            if (isWithin(name)) {
                delete(folder.resolve(name));
            }
        }
    }

    /** Whether a name means a file in the folder, and none outside of it, be it by a link; false where what it lay in is gone. */
    public boolean isWithin(String name) {
        if (!isBelow(name)) {
            return false;
        }
        Path file = folder.resolve(name);
        try {
            Path place = file.toAbsolutePath().resolveSibling("").toRealPath();
            return place.startsWith(folder.toRealPath());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be looked for: " + FileFaults.reason(e), e);
        }
    }

    private static boolean isBelow(String name) {
        try {
            return isBelow(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Whether a name, as it stands in a list, means something in the folder of the list: it is neither empty nor absolute, and does
     * not climb. Links are not looked at.
     */
    public static boolean isBelow(Path name) {
        boolean isNone = name.toString().isEmpty();
        return !isNone && name.getRoot() == null && name.equals(name.normalize()) && !name.startsWith("..");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            return; // somebody put something into it
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be deleted: " + FileFaults.reason(e), e);
        }
    }

    private Optional<Mark> mark() {
        return marks().stream().filter(it -> it.kind().equals(kind)).findFirst();
    }

    private List<Mark> marks() {
        Path file = folder.resolve(MARKER);
        try {
            Marks marks = JSON.readValue(InputFile.bytes(file), Marks.class);
            if (marks == null || marks.marks() == null) {
                throw damaged(file, "it holds no marks");
            }
            if (!marks.marks().stream().allMatch(it -> it != null && it.isWhole())) {
                throw damaged(file, "a mark does not say what it is of");
            }
            return marks.marks();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw damaged(file, ParserWords.of(e));
        }
    }

    private static HualeException damaged(Path file, String how) {
        return new HualeException(
                file + ": damaged: " + how + "; without it, nothing in its folder is taken for HUALE's and replaced");
    }

    private void write(Marks marks) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be made: " + FileFaults.reason(e), e);
        }
        WholeFile.writeText(folder.resolve(MARKER), JSON.writeValueAsString(marks) + "\n");
    }
}
