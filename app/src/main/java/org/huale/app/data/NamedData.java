package org.huale.app.data;

import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.DatasetUnion;
import org.huale.dataset.PlainImages;
import org.huale.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the data that a user names and warns of what was mended in them. */
public final class NamedData {
    private static final Logger LOG = LoggerFactory.getLogger(NamedData.class);

    private NamedData() {}

    /** @throws HualeException where it cannot be read at all */
    public static DatasetReading read(DatasetLocator locator) {
        DatasetReading reading = locator.read();
        warn(locator.toString(), reading.problems(), "; 'huale validate " + locator + "' lists all");
        return reading;
    }

    /** Several data sets as one. */
    public static Dataset read(DatasetUnion union) {
        DatasetUnion.Reading reading = union.read();
        warn(union.toString(), reading.problems(), "; 'huale validate' of each lists all");
        return reading.dataset();
    }

    /** Images that nobody has annotated; no classes are known. */
    public static Dataset readPlain(Path folder) {
        PlainImages.Reading reading = PlainImages.read(folder);
        warn(folder.toString(), reading.problems(), "");
        return reading.dataset();
    }

    private static void warn(String name, List<Problem> problems, String help) {
        if (!problems.isEmpty()) {
            LOG.warn("{}: {} problems while reading, the first: {}{}", name, problems.size(), problems.get(0), help);
        }
    }
}
