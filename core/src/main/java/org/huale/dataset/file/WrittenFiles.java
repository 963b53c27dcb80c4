package org.huale.dataset.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.huale.storage.OwnFiles;
import org.jspecify.annotations.Nullable;

/** Which files of a folder HUALE wrote as those of a data set, and may replace; a list in the folder says it. */
final class WrittenFiles {
    private static final String KIND = "data-set";

    private final OwnFiles own;
    private final boolean kept;
    private final Set<Path> used = new HashSet<>();
    private @Nullable Set<String> held;

    /** @param kept whether what is written is put on the list */
    WrittenFiles(Path root, boolean kept) {
        this.own = new OwnFiles(root, KIND);
        this.kept = kept;
    }

    boolean holds(Path file) {
        return held().contains(name(file));
    }

    /** Puts a file that is going to be written on the list. */
    void add(Path file) {
        if (!kept) {
            return;
        }
        if (held == null && !own.isMarked()) {
            own.adopt(List.of());
        }
        if (held().add(name(file))) {
            own.add(name(file));
        }
    }

    /** The data set that is being written has this file, whoever wrote it. */
    void use(Path file) {
        used.add(file);
    }

    /**
     * Those on the list that this data set does not have, sorted; links out of the folder are not followed.
     *
     * @param wanted which are asked about
     */
    List<String> former(Predicate<String> wanted) throws IOException {
        Set<String> names = used.stream().map(this::name).collect(Collectors.toSet());
        List<String> left = held().stream()
                .filter(name -> !names.contains(name))
                .filter(wanted)
                .sorted()
                .toList();
        return left.isEmpty() ? left : apart(left);
    }

    /** Without those that are files of the data set under another name, as where capitals make no difference. */
    private List<String> apart(List<String> left) throws IOException {
        Path root = own.folder().toRealPath();
        Set<Path> real = new HashSet<>();
        for (Path file : used) {
            real.add(file.toRealPath());
        }
        List<String> apart = new ArrayList<>();
        for (String name : left) {
            Optional<Path> file = RelativePath.below(root, name).filter(Files::isRegularFile);
            if (file.isPresent() && isApart(file.get().toRealPath(), root, real)) {
                apart.add(name);
            }
        }
        return apart;
    }

    private static boolean isApart(Path file, Path root, Set<Path> real) {
        return file.startsWith(root) && !real.contains(file);
    }

    /** Files that were deleted. */
    void forget(List<String> names) {
        if (!names.isEmpty()) {
            own.forget(names);
            held().removeAll(Set.copyOf(names));
        }
    }

    private Set<String> held() {
        Set<String> known = held;
        if (known == null) {
            known = new HashSet<>(own.held());
            held = known;
        }
        return known;
    }

    private String name(Path file) {
        return RelativePath.slashed(own.folder().relativize(file));
    }
}
