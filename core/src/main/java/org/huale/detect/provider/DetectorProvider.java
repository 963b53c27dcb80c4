package org.huale.detect.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huale.config.ConfigJson;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.pool.PoolRunner;
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
     * Looks at where its detectors are to compute before there is one; nothing where that shows only when one is opened.
     *
     * @throws org.huale.problem.HualeException where none could be opened there
     */
    default void requirePlace(DetectorSource.Place place) {}

    /** The parts of the evidence that any of its detectors may tell. */
    default Set<EvidencePart> evidence() {
        return EvidencePart.all();
    }

    /**
     * Begins to load what takes long and every detector of this kind needs, such as native libraries, and returns at once; the first
     * call that needs it waits. Does nothing where nothing takes long.
     */
    default void prepare() {}

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

    /**
     * Opens it for many images at once, with what was trained beside it; who can only be asked for many, such as a program that
     * takes seconds to begin, looks at them its own way.
     *
     * @param batchSize images that go through a network together, at least 1
     * @param wanted parts of the evidence that detections are to carry, as in {@link Detector#detection}
     */
    default PoolDetector openForImages(DetectorSource source, int batchSize, Set<EvidencePart> wanted) {
        return new PoolRunner(openWithCompanions(source), new PoolRunner.Reading(reader(), batchSize), wanted);
    }

    /** Files beside the weights that {@link #openWithCompanions} reads, ascending. */
    default List<Path> companions(Path weights) {
        return List.of();
    }

    /** All files that {@link #openWithCompanions} reads, the weights first; they go together where a detector moves. */
    default List<Path> files(Path weights) {
        return Stream.concat(Stream.of(weights), companions(weights).stream()).toList();
    }

    /** Whether such a detector works on any machine that has its {@link #files} in one folder. */
    default boolean travels() {
        return true;
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

    /**
     * The program that computes here in place of the detectors' own, as {@code --runtime} names it. Empty for the provider that
     * weights go to where nobody names one.
     */
    default Optional<String> runtime() {
        return Optional.empty();
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

    /**
     * What a trained detector is made of, of the same class as those of its models.
     *
     * @throws org.huale.problem.HualeException where the file cannot be read or does not say it
     */
    default Record options(Path weights) {
        return new NoOptions();
    }

    /** Nothing to choose. */
    record NoOptions() {}

    /** How such detectors are trained; empty where they cannot be. */
    default Optional<DetectorTraining> training() {
        return Optional.empty();
    }

    /**
     * What it found on this machine besides what decides its last bits, for people, by name: libraries with their versions, and
     * where it can compute.
     *
     * @throws org.huale.problem.HualeException where what it needs is not there
     */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** How fast this machine does what its detectors wait for, measured in a second or two; empty where nothing is measured. */
    default List<Speed> speeds() {
        return List.of();
    }

    /** @param unit such as {@code GFLOP/s} */
    record Speed(String of, double value, String unit) {}

    /**
     * Work of this kind that is timed against other programs, as {@code bench/README.md} says; empty where there is none.
     *
     * @param work folder of weights and images
     * @throws org.huale.problem.HualeException where the folder cannot be read or the place is not there
     */
    default Optional<TimedWork> timedWork(Path work, DetectorSource.Place place) {
        return Optional.empty();
    }

    /** Work that is done again and again while a clock runs. */
    interface TimedWork extends AutoCloseable {

        /**
         * Milliseconds of one repetition of a case, once it is warm.
         *
         * @throws org.huale.problem.HualeException where there is no such case
         */
        double milliseconds(String name);

        @Override
        void close();
    }
}
