package org.huale.web.guess;

import java.nio.file.Path;
import java.util.Optional;
import org.huale.revision.ClassRenumbering;

/**
 * A trained detector.
 *
 * @param version tells it from others
 * @param classes from those of its run when it was trained to those that the run has now; empty where it is of no run
 */
public record DetectorFile(String version, Path weights, Optional<ClassRenumbering> classes) {

    /** Of no run. */
    public DetectorFile(String version, Path weights) {
        this(version, weights, Optional.empty());
    }
}
