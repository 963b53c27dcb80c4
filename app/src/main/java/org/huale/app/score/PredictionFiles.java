package org.huale.app.score;

import java.util.Optional;
import java.util.function.Predicate;
import org.huale.config.Extensions;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.problem.HualeException;

/** Files with what a detector found, of a form that this module does not read; readers are found by {@link java.util.ServiceLoader}. */
public interface PredictionFiles {

    /** Whether a name given as predictions means such files. */
    boolean mean(String name);

    /** @throws HualeException where they cannot be read */
    Kept open(String name);

    /**
     * What is there.
     *
     * @param found hands over what the files hold; asked for an image or a view that they do not have, it throws a
     *     {@link HualeException}
     * @param views whether any image has the view
     * @param fingerprint the same for the same files
     */
    record Kept(PoolDetector found, Predicate<View> views, String fingerprint) {}

    /** The reader for a name, if there is one. */
    static Optional<PredictionFiles> of(String name) {
        return Extensions.of("a reader of predictions", PredictionFiles.class).stream()
                .filter(it -> it.mean(name))
                .findFirst();
    }
}
