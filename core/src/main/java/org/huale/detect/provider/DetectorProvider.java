package org.huale.detect.provider;

import java.nio.file.Path;
import java.util.List;
import org.huale.detect.Detector;
import org.huale.image.ImageReader;

/**
 * Opens detectors of one kind. Providers are found by {@link java.util.ServiceLoader}, so that a jar on the class path can bring
 * its own.
 */
public interface DetectorProvider {

    /** Lower-case letters, digits and hyphens. */
    String kind();

    /** Names of its models, as {@code --model} takes them; no two providers share one. */
    List<String> models();

    /**
     * Whether a file looks like weights of this kind, by its name or first bytes.
     *
     * @throws org.huale.problem.HualeException where it looks into the file and cannot read it
     */
    boolean claims(Path weights);

    /**
     * Reads weights.
     *
     * @throws org.huale.problem.HualeException where the file cannot be read or is for another detector, or where the device is
     *     missing
     */
    Detector open(DetectorSource source);

    /** Reads images as those were read that its detectors learned from. */
    ImageReader reader();
}
