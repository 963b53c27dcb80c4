package org.huale.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.pool.CheckedReader;
import org.huale.image.ImageReader;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.input.ImageTransform;

/** Describes images by the last map of a backbone with the weights that trainings begin with, at the detector's scale. */
final class TorchImageDescriber implements ImageDescriber {
    private final FasterRcnn network;
    private final ImageTransform transform;
    private final CheckedReader reader;
    private final String kind;

    private TorchImageDescriber(FasterRcnn network, ImageReader reader, String kind) {
        this.network = network;
        this.transform = new ImageTransform(network.options().transform());
        this.reader = new CheckedReader(reader);
        this.kind = kind;
    }

    /** @param weights at least one file */
    static TorchImageDescriber open(StartingWeights weights, TrainingConfig config, ImageReader reader) {
        FasterRcnn network = FasterRcnn.create(
                weights.padded(FittedAnchors.orAny(config.detector())),
                StartingWeights.ANY.count(),
                TorchDevice.prepare(config.device(), config.threads()),
                config.seed());
        try {
            weights.load(network, StartingWeights.ANY);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        StartingWeights.FromFile file = weights.detector() == null ? weights.backbone() : weights.detector();
        Path name = Objects.requireNonNull(file).file().getFileName();
        return new TorchImageDescriber(network, reader, "the backbone of " + name);
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public void describe(List<ImageRecord> images, BiConsumer<ImageId, FeatureMap> sink) {
        for (ImageRecord image : images) {
            sink.accept(image.id(), map(image));
        }
    }

    private FeatureMap map(ImageRecord image) {
        return TensorScope.withoutGradient(() -> network.backboneMap(transform.of(reader.read(image))));
    }

    @Override
    public void close() {
        network.close();
    }
}
