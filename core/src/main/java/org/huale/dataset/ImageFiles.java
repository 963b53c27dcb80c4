package org.huale.dataset;

import java.nio.file.Path;
import java.util.Optional;

/** Whether the pixels are needed: to train and look, or only the annotations, to evaluate another tool's detections. */
enum ImageFiles {
    /** An image without its file cannot be used. */
    NEEDED {
        @Override
        Optional<Path> missing(Path expected, String where, Findings findings) {
            findings.unusable(where, "no such image; left out");
            return Optional.empty();
        }
    },
    /** Files are not looked for where the annotations state the image's size. */
    NOT_NEEDED {
        @Override
        Optional<Path> missing(Path expected, String where, Findings findings) {
            return Optional.of(expected);
        }
    };

    /** What to do about an image whose file is not there: nothing, after a finding, or its expected path. */
    abstract Optional<Path> missing(Path expected, String where, Findings findings);
}
