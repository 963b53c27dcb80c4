package org.huale.dataset.file;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huale.storage.OwnFiles;
import org.jspecify.annotations.Nullable;

/** Which files of a folder HUALE wrote as those of a data set, and may replace; a list in the folder says it. */
final class WrittenFiles {
    private static final String KIND = "data-set";

    private final OwnFiles own;
    private final boolean kept;
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
