package org.huale.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.PlainImages;
import org.huale.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images that a user names to choose from: a data set or a plain folder.
 *
 * @param numbering by which COCO files speak of them; images of a plain folder have no numbers, for nobody could know them
 */
record PoolReading(Dataset dataset, CocoNumbering numbering) {
    private static final Logger LOG = LoggerFactory.getLogger(PoolReading.class);

    static PoolReading read(String data) {
        return Files.isDirectory(Path.of(data)) ? plain(Path.of(data)) : located(data);
    }

    private static PoolReading plain(Path folder) {
        PlainImages.Reading reading = PlainImages.read(folder);
        warn(reading.problems());
        return new PoolReading(reading.dataset(), CocoNumbering.of(List.of(), new long[0], new long[0]));
    }

    private static PoolReading located(String data) {
        DatasetReading reading = DatasetLocator.parse(data).read();
        warn(reading.problems());
        return new PoolReading(reading.dataset(), reading.numbering());
    }

    private static void warn(List<Problem> problems) {
        problems.forEach(problem -> LOG.warn("{}", problem));
    }
}
