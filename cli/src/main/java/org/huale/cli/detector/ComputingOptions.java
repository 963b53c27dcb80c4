package org.huale.cli.detector;

import java.nio.file.Path;
import org.huale.detect.provider.DetectorSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that finds something with a trained detector. */
public final class ComputingOptions extends DetectorOptions {

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            description =
                    "The program that computes: onnx for ONNX Runtime, with HUALE's own weights (default: the detector's"
                            + " own).")
    private @Nullable String runtime;

    @Override
    public DetectorSource asked(Path weights) {
        DetectorSource own = super.asked(weights);
        return new DetectorSource(own.weights(), own.model(), own.changes(), own.place(), runtime);
    }
}
