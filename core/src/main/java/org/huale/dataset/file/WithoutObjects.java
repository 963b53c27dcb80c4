package org.huale.dataset.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A list in which annotators say of which images they have seen that there is nothing in them. */
public final class WithoutObjects {
    public static final String FILE = "without-objects.txt";
    public static final String ALL = "all";

    private WithoutObjects() {}

    /** The names in the folder's list; none where it has no list. */
    public static List<String> names(Path folder) {
        Path list = folder.resolve(FILE);
        return Files.isRegularFile(list)
                ? TextLines.of(list).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : List.of();
    }
}
