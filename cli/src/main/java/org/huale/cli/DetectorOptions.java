package org.huale.cli;

import java.nio.file.Path;
import org.huale.torch.DetectorModel;
import org.huale.torch.TorchDetector;
import org.huale.torch.TorchEnvironment;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.ImageTransformOptions;
import org.huale.torch.rcnn.RoiOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that uses a trained detector. */
final class DetectorOptions {

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

    TorchDetector open(Path weights) {
        return TorchDetector.open(new TorchDetector.Source(weights, named(), device, usedThreads()), this::changed);
    }

    /** What is to be opened, with all options decided. */
    TorchDetector.Source source(Path weights) {
        FasterRcnnOptions options = named() == null ? TorchDetector.described(weights) : named();
        return new TorchDetector.Source(weights, changed(options), device, usedThreads());
    }

    private @Nullable FasterRcnnOptions named() {
        return model == null ? null : DetectorModel.named(model).options();
    }

    private int usedThreads() {
        return threads == null ? TorchEnvironment.defaultThreads() : threads;
    }

    private FasterRcnnOptions changed(FasterRcnnOptions options) {
        ImageTransformOptions old = options.transform();
        int shorter = minSize == null ? old.minSize() : minSize;
        int longer = maxSize == null ? Math.max(shorter, old.maxSize()) : maxSize;
        RoiOptions.Output output = options.roi().output();
        double confidence = minConfidence == null ? output.minConfidence() : minConfidence;
        BackboneOptions backbone = options.backbone();
        return options.withBackbone(epsilon == null ? backbone : backbone.withBatchNormEpsilon(epsilon))
                .withTransform(new ImageTransformOptions(shorter, longer, old.mean(), old.deviation()))
                .withRoi(options.roi()
                        .withOutput(new RoiOptions.Output(confidence, output.nmsIou(), output.perImage())));
    }
}
