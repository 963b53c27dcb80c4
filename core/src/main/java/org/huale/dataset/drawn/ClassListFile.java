package org.huale.dataset.drawn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageNames;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.HualeException;

/** The list of classes beside files whose format has no place for one. */
public final class ClassListFile {
    private ClassListFile() {}

    /** Writes it, unless it is there. @throws HualeException where other classes are listed there, or two would be read as one */
    public static void write(Dataset dataset, TargetFolder folder) {
        List<String> names = stripped(dataset, folder);
        Optional<ClassNames> there = ClassList.of(folder.root());
        if (there.isEmpty()) {
            folder.write(
                    ClassList.DEFAULT_NAME, String.join("\n", dataset.classes().names()) + "\n");
        } else if (!there.get().names().equals(names)) {
            throw new HualeException(folder.root() + ": has the classes "
                    + there.get().names() + ", the data set to write has "
                    + dataset.classes().names() + "; files of one folder must agree");
        }
    }

    /** The names as a list gives them back, without the blanks around them. @throws HualeException where two would be one */
    public static List<String> stripped(Dataset dataset, TargetFolder folder) {
        requireDifferent(dataset, folder);
        return dataset.classes().names().stream().map(String::strip).toList();
    }

    /**
     * Refuses classes that differ in the blanks around their names alone. Work on what is handed out is read with the names of whoever
     * handed it out, and not with those in the folder.
     */
    public static void requireDifferent(Dataset dataset, TargetFolder folder) {
        Map<String, String> first = new HashMap<>();
        for (String name : ImageNames.classesFit(dataset)) {
            String other = first.putIfAbsent(name.strip(), name);
            if (other != null && folder.existing() != Existing.HANDED_OUT) {
                throw new HualeException(dataset.name() + ": the names of classes '" + other + "' and '" + name
                        + "' differ in the blanks around them alone, which files of this format do not keep; rename one"
                        + " of them, or choose a format such as coco");
            }
        }
    }
}
