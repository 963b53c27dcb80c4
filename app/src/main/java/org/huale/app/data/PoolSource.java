package org.huale.app.data;

import java.nio.file.Path;
import java.util.Optional;
import org.huale.config.Extensions;

/** Images at places that this module cannot look at, such as file systems of a cluster; found by {@link java.util.ServiceLoader}. */
public interface PoolSource {

    /** Whether a name given as data means such a place. */
    boolean means(String data);

    /**
     * @param work folder for files that have to be made before the images can be looked at
     * @throws org.huale.problem.HualeException where they cannot be read
     */
    PoolReading read(String data, Path work);

    /** The source of what is named so, if there is one. */
    static Optional<PoolSource> of(String data) {
        return Extensions.of("a source of images", PoolSource.class).stream()
                .filter(it -> it.means(data))
                .findFirst();
    }
}
