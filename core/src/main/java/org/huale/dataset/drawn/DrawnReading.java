package org.huale.dataset.drawn;

import java.nio.file.Path;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;

/**
 * What was parsed, on its way to a data set.
 *
 * @param name of the data set
 * @param file what is in it
 * @param classes of the data set
 * @param findings so far
 */
public record DrawnReading(String name, DrawnFile file, ClassNames classes, Findings findings) {

    /**
     * The data set, with images below a folder.
     *
     * @throws org.huale.problem.HualeException where there are images and none can be used
     */
    public DatasetReading of(Path folder, ImageFiles images) {
        return new DrawnReader(new ImageLookup(folder, images), findings).read(name, file, classes);
    }
}
