package org.huale.spark.parquet;

import java.io.Serializable;
import org.huale.detect.View;

/**
 * What rows say of images.
 *
 * @param isVector whether it is a vector of numbers about the whole image, and not the detections in a view
 * @param name of the view or vector
 */
public record Content(boolean isVector, String name) implements Serializable {

    /** Folder of the files of all views, within that of the predictions. */
    public static final String VIEWS = "views";

    /** Folder of the files of all vectors. */
    public static final String VECTORS = "vectors";

    public static Content of(View view) {
        return new Content(false, view.name());
    }

    public static Content ofVector(String name) {
        return new Content(true, name);
    }

    /** The folder of its files. */
    String folder() {
        return (isVector ? VECTORS : VIEWS) + "/" + name;
    }
}
