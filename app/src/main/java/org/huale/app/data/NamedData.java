package org.huale.app.data;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.pool.DatasetUnion;
import org.huale.dataset.pool.PlainImages;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the data that a user names and warns of what was mended in them. */
public final class NamedData {
    private static final Logger LOG = LoggerFactory.getLogger(NamedData.class);

    private static final int LISTED = 100;

    private NamedData() {}

    /** @throws HualeException where it cannot be read at all */
    public static DatasetReading read(DatasetLocator locator) {
        DatasetReading reading = locator.read();
        tell(locator, reading);
        return reading;
    }

    /** @throws HualeException where it cannot be read, or has no box that can be used */
    public static DatasetReading readAnnotated(DatasetLocator locator) {
        DatasetReading reading = read(locator);
        requireBoxes(locator.toString(), reading.account().counts());
        return reading;
    }

    /** Several data sets as one. */
    public static DatasetUnion.Reading read(DatasetUnion union) {
        DatasetUnion.Reading reading = union.read();
        for (int i = 0; i < union.parts().size(); i++) {
            tell(union.parts().get(i), reading.parts().get(i));
        }
        return reading;
    }

    /** The same, of which at least one part has a box that can be used. */
    public static DatasetUnion.Reading readAnnotated(DatasetUnion union) {
        DatasetUnion.Reading reading = read(union);
        if (reading.parts().stream().allMatch(part -> part.account().counts().withBoxes() == 0)) {
            requireBoxes(union.toString(), reading.parts().get(0).account().counts());
        }
        return reading;
    }

    /** Refuses data sets that nothing can be learned from or measured with. */
    public static void requireBoxes(String name, AnnotationAccount.Counts counts) {
        if (counts.withBoxes() == 0) {
            throw new HualeException(name + ": has no box that can be used (" + counts.words() + "); 'huale validate "
                    + name + "' lists what is missing or unusable");
        }
    }

    /** Images that nobody has annotated; no classes are known. */
    public static Dataset readPlain(Path folder) {
        return told(folder.toString(), PlainImages.read(folder));
    }

    /**
     * The images that could be read; warns of what else is there.
     *
     * @param place where they are, for the message
     */
    public static Dataset told(String place, PlainImages.Reading reading) {
        List<Problem> problems = reading.problems();
        if (!problems.isEmpty()) {
            LOG.warn(
                    "{}: {} not used:",
                    place,
                    problems.size() == 1 ? "1 file or folder is" : problems.size() + " files or folders are");
            problems.stream().limit(LISTED).forEach(problem -> LOG.warn("  {}", problem));
        }
        if (problems.size() > LISTED) {
            LOG.warn("  and {} more", problems.size() - LISTED);
        }
        return reading.dataset();
    }

    private static void tell(DatasetLocator locator, DatasetReading reading) {
        AnnotationAccount.Counts counts = reading.account().counts();
        if (counts.isClean()) {
            LOG.info("{}: {}", locator, counts.words());
        } else {
            LOG.warn("{}: {}", locator, counts.words());
        }
        warn(locator.toString(), reading.problems(), help(locator));
    }

    /** Who validates looks at this machine's own files. */
    private static String help(DatasetLocator locator) {
        return locator.path().getFileSystem().equals(FileSystems.getDefault())
                ? "; 'huale validate " + locator + "' lists all"
                : "";
    }

    private static void warn(String name, List<Problem> problems, String help) {
        List<Problem> grave = problems.stream()
                .filter(it -> it.severity() != Problem.Severity.NOTE)
                .toList();
        if (!grave.isEmpty()) {
            LOG.warn("{}: {} problems while reading, the first: {}{}", name, grave.size(), grave.get(0), help);
        } else if (!problems.isEmpty()) {
            LOG.info("{}: {} notes while reading, the first: {}{}", name, problems.size(), problems.get(0), help);
        }
    }
}
