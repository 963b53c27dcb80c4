package org.huale.cli.detector;

import java.nio.file.Path;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that opens a trained detector. */
public class DetectorOptions {

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Model of weights that HUALE did not save: resnet50-fpn, mobilenet-v3-fpn,"
                    + " mobilenet-v3-320-fpn, ...")
    private @Nullable String model;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "cpu, cuda or cuda:n.")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the network (default: HUALE_THREADS, else all processors).")
    private @Nullable Integer threads;

    @Option(
            names = "--min-size",
            paramLabel = "PX",
            description = "Shorter side of the images after resizing (default: as trained).")
    private @Nullable Integer minSize;

    @Option(
            names = "--max-size",
            paramLabel = "PX",
            description = "Limit of the longer side after resizing (default: as trained).")
    private @Nullable Integer maxSize;

    @Option(
            names = "--min-confidence",
            paramLabel = "P",
            description = "Drop detections with at most this confidence (default: as trained, 0.05).")
    private @Nullable Double minConfidence;

    @Option(
            names = "--batch-norm-epsilon",
            paramLabel = "X",
            description = "Added to the variances of batch norm (default: as trained, 1e-5); torchvision's published"
                    + " weights of fasterrcnn_resnet50_fpn need 0.")
    private @Nullable Double epsilon;

    /** What is to be opened. */
    public DetectorSource asked(Path weights) {
        return new DetectorSource(
                weights, model, new DetectorSource.Changes(minSize, maxSize, minConfidence, epsilon), place());
    }

    /** Where it computes. */
    public DetectorSource.Place place() {
        if (threads == null) {
            return new DetectorSource.Place(device, DetectorSource.Place.defaultThreads());
        }
        try {
            return new DetectorSource.Place(device, threads);
        } catch (IllegalArgumentException e) {
            throw new HualeException("--" + e.getMessage(), e);
        }
    }
}
