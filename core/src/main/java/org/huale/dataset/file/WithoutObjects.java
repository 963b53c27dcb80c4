package org.huale.dataset.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A list in which annotators say of which images they have seen that there is nothing in them. */
public final class WithoutObjects {
    public static final String FILE = "without-objects.txt";
    public static final String ALL = "all";

    private WithoutObjects() {}

    /**
     * What to do where files list images without objects as they would list those that nobody has looked at.
     *
     * @param list the place of the list, or of several
     */
    public static String advice(int images, String list) {
        return "A file lists " + images + (images == 1 ? " image" : " images")
                + " without objects, as it would if nobody had looked at them. Where there is nothing in them, write"
                + " their names, one a line, or the word " + ALL + " into " + list + ".";
    }

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
