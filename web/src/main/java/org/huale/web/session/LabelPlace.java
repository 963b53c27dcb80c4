package org.huale.web.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.pool.DatasetUnion;
import org.huale.problem.HualeException;

/**
 * Which file is for what in the place of a {@link Beginning}.
 *
 * @param images folder of the images, elsewhere
 * @param folder for everything that labeling makes
 */
record LabelPlace(Path images, Path folder) {

    /** What it was begun with. */
    static Path begun(Path folder) {
        return folder.resolve("label.json");
    }

    Path run() {
        return folder.resolve(Beginning.RUN);
    }

    Path classes() {
        return folder.resolve("classes.txt");
    }

    /** The images to measure by. */
    Path test() {
        return folder.resolve("measure.json");
    }

    Path pool() {
        return folder.resolve("pool.json");
    }

    /** What the processes say that work on the run. */
    Path log() {
        return folder.resolve("run.log");
    }

    /** What the run is begun with, there when all else is. */
    Path config() {
        return folder.resolve("run.json");
    }

    /** The configuration for so many classes, as it was when the keys were typed: a path in them is meant from that folder. */
    Path configWith(int classes) {
        return folder.resolve(classes > 1 ? "with-classes.json" : "with-one-class.json");
    }

    /** Whether all is there that the run is begun with. */
    boolean isReady() {
        return Files.exists(config());
    }

    /** The images that a file of the place lists. */
    DatasetLocator listed(Path list) {
        return new DatasetLocator(DatasetFormats.named("coco"), list, Optional.of(images.toString()));
    }

    /**
     * A colon divides the names of data sets, and a plus joins them.
     *
     * @throws HualeException where the run would read another name than is written
     */
    void requireReadable() {
        DatasetLocator locator = listed(pool());
        if (!isRead(locator)) {
            throw new HualeException(images + ", " + folder + ": the run would not find the images by '" + locator
                    + "'; rename the folder, or choose another place with --out");
        }
    }

    private static boolean isRead(DatasetLocator locator) {
        try {
            return DatasetUnion.parse(locator.toString()).parts().equals(List.of(locator));
        } catch (HualeException e) {
            return false;
        }
    }
}
