package org.huale.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.TextLines;
import org.huale.problem.HualeException;

/** A text file with one class name a line, in the order of the class indices. */
public final class ClassList {
    public static final String DEFAULT_NAME = "labels.txt";

    private ClassList() {}

    /** The names in {@code labels.txt} or {@code classes.txt} of a folder, empty where it has neither. */
    public static Optional<ClassNames> of(Path folder) {
        return Stream.of(DEFAULT_NAME, "classes.txt")
                .map(folder::resolve)
                .filter(Files::exists) // what is there and no file is refused, not passed over
                .findFirst()
                .map(ClassList::read);
    }

    public static ClassNames read(Path file) {
        List<String> names = TextLines.of(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        requireUsable(names, file.toString());
        requireDifferent(names, file.toString());
        return new ClassNames(names);
    }

    /** @throws HualeException where one of them cannot be the name of a class, saying where they stand */
    public static void requireUsable(List<String> names, String where) {
        for (String name : names) {
            Bounds.faultOfClassName(name).ifPresent(fault -> {
                throw new HualeException(where + ": " + fault);
            });
        }
    }

    public static void requireDifferent(List<String> names, String where) {
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                throw new HualeException(where + ": class name '" + names.get(i) + "' occurs twice, as number "
                        + names.indexOf(names.get(i)) + " and " + i);
            }
        }
    }
}
