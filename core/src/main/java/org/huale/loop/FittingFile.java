package org.huale.loop;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.huale.problem.HualeException;

/** Puts into the pool what a file of the run says of its images. */
final class FittingFile {

    private FittingFile() {}

    /** @throws HualeException with the file's name, where it tells of images or classes that are none of the pool's */
    static <T> T of(Path file, Supplier<T> putting) {
        try {
            return putting.get();
        } catch (IllegalArgumentException e) {
            throw new HualeException(file + ": damaged: it does not fit the pool: " + e.getMessage(), e);
        }
    }
}
