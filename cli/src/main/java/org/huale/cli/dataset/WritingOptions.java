package org.huale.cli.dataset;

import java.io.PrintWriter;
import java.util.List;
import org.huale.cli.progress.ProgressReporter;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.file.Existing;
import org.huale.problem.Problem;
import picocli.CommandLine.Option;

/** The option of every command that writes a data set where its user says, and the writing. */
public final class WritingOptions {

    @Option(
            names = "--overwrite",
            description = "Replace files that HUALE wrote there before; others are refused. Of YOLO and labelme, delete"
                    + " those that the new data set does not have.")
    private boolean overwrite;

    /** Whether files of an earlier writing are replaced. */
    public boolean overwrite() {
        return overwrite;
    }

    /**
     * Writes a data set, and shows how far that is.
     *
     * @return what the format cannot say
     */
    public List<Problem> write(DatasetLocator target, DatasetReading reading, PrintWriter err) {
        ProgressReporter.Task task =
                new ProgressReporter.Task("write", "images", reading.dataset().size());
        try (ProgressReporter progress = ProgressReporter.start(task, err)) {
            return target.write(reading, overwrite ? Existing.REPLACE : Existing.REFUSE, () -> progress.advance(1));
        }
    }
}
