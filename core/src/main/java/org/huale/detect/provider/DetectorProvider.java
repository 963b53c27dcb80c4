package org.huale.detect.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.config.ConfigJson;
import org.huale.detect.Detector;
import org.huale.image.ImageReader;
import org.huale.provenance.Arithmetic;

/**
 * Opens detectors of one kind, and trains them where it can. Providers are found by {@link java.util.ServiceLoader}, so that a jar on the class path can bring
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

    /** As {@link #open}, with what was trained beside the detector and kept beside its weights, if anything was. */
    default Detector openWithCompanions(DetectorSource source) {
        return open(source);
    }

    /** Files beside the weights that {@link #openWithCompanions} reads, ascending. */
    default List<Path> companions(Path weights) {
        return List.of();
    }

    /** All files that {@link #openWithCompanions} reads, the weights first; they go together where a detector moves. */
    default List<Path> files(Path weights) {
        return Stream.concat(Stream.of(weights), companions(weights).stream()).toList();
    }

    /**
     * What decides what a detector finds, besides weights, place and batches, as text; equal text means that nothing differs.
     *
     * @throws org.huale.problem.HualeException where the file has to be read for it and cannot be
     */
    default String described(DetectorSource source) {
        return ConfigJson.write(source.changes());
    }

    /** What decides the last bits of what its detectors compute. */
    default Arithmetic arithmetic(DetectorSource.Place place) {
        return new Arithmetic(Map.of("device", place.device(), "threads", Integer.toString(place.threads())));
    }

    /** Reads images as those were read that its detectors learned from. */
    ImageReader reader();

    /**
     * What a model is made of where nobody asks for something else: a record, whose components are the keys beside the name of
     * {@code detector}; of the same class for all of its models.
     */
    default Record options(String model) {
        return new NoOptions();
    }

    /** Nothing to choose. */
    record NoOptions() {}

    /** How runs train such detectors; empty where they cannot. */
    default Optional<DetectorTraining> training() {
        return Optional.empty();
    }
}
