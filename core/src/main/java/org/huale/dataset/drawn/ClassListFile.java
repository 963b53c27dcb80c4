package org.huale.dataset.drawn;

import java.util.Optional;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageNames;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.HualeException;

/** The list of classes beside files whose format has no place for one. */
public final class ClassListFile {
    private ClassListFile() {}

    /** Writes it, unless it is there. @throws HualeException where other classes are listed there */
    public static void write(Dataset dataset, TargetFolder folder) {
        ImageNames.classesFit(dataset);
        Optional<ClassNames> there = ClassList.of(folder.root());
        if (there.isEmpty()) {
            folder.write(
                    ClassList.DEFAULT_NAME, String.join("\n", dataset.classes().names()) + "\n");
        } else if (!there.get().equals(dataset.classes())) {
            throw new HualeException(folder.root() + ": has the classes "
                    + there.get().names() + ", the data set to write has "
                    + dataset.classes().names() + "; files of one folder must agree");
        }
    }
}
