package org.huale.dataset;

import java.nio.file.Path;
import java.util.List;
import org.huale.problem.Problem;

/**
 * Writes a data set in a file format, images included. Splits may be written into one folder one after the other, as
 * long as their classes are the same. Each file appears whole or not at all; nothing is written outside the folder.
 */
public interface DatasetWriter {

    /**
     * @param directory made where it is not there
     * @param split a file name
     * @throws org.huale.problem.HualeException where the split is there already and may not be replaced, an image
     *     cannot be read, or an image id would leave the folder
     */
    void write(Dataset dataset, Path directory, String split);

    /** What the format cannot say of this data set; nothing else is lost. */
    List<Problem> losses(Dataset dataset);
}
