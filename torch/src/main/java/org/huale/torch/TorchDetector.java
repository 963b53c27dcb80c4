package org.huale.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.problem.HualeException;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.ImageTransform;
import org.huale.torch.rcnn.PreparedImage;
import org.huale.torch.rcnn.Pyramid;
import org.huale.torch.rcnn.RoiOptions;
import org.huale.torch.train.TrainingData;
import org.huale.torch.train.TrainingOptions;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.jspecify.annotations.Nullable;

/** A trained Faster R-CNN. Belongs to the thread that opened it. */
public final class TorchDetector implements Detector {
    private static final String CLASS_LAYER = "roi_heads.box_predictor.cls_score.bias";
    private static final String VARIANCE_LAYER = "roi_heads.box_predictor.bbox_log_variance.bias";

    private final FasterRcnn network;
    private final ClassNames classes;
    private final boolean named;
    private final ImageTransform transform;

    private TorchDetector(FasterRcnn network, ClassNames classes, boolean named) {
        this.network = network;
        this.classes = classes;
        this.named = named;
        this.transform = new ImageTransform(network.options().transform());
    }

    /**
     * What to open.
     *
     * @param weights state dict of a whole detector, .pth or .safetensors
     * @param options the detector it is for, or null to believe what the file says of itself, as files of HUALE do; where
     *     they have no variance head but the file does, the detector has that of the file
     * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
     * @param threads of one operation, at least 1
     */
    public record Source(Path weights, @Nullable FasterRcnnOptions options, String device, int threads) {}

    /**
     * Reads weights. Classes that the file does not name are called {@code class 1} to {@code class K}.
     *
     * @throws HualeException where the file cannot be read or is for another detector, or where the device is missing
     */
    public static TorchDetector open(Source source) {
        return open(source, UnaryOperator.identity());
    }

    /** As {@link #open(Source)}, with changes to the options that do not concern the weights, such as image sizes. */
    public static TorchDetector open(Source source, UnaryOperator<FasterRcnnOptions> changes) {
        StateDict weights = WeightsFile.read(source.weights());
        FasterRcnnOptions options = source.options() != null
                ? withVarianceHeadOf(weights, source.options())
                : described(source.weights(), weights);
        Optional<ClassNames> said = WeightsMetadata.classes(weights, source.weights());
        ClassNames classes = said.orElseGet(() -> numbered(source.weights(), weights));
        FasterRcnn network = FasterRcnn.create(
                changes.apply(options), classes.count(), TorchDevice.prepare(source.device(), source.threads()), 0);
        try {
            StateLoading.load(network.parameters(), weights, source.weights().toString());
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return new TorchDetector(network, classes, said.isPresent());
    }

    /** Named detectors have no variance head; that of the file is there to be used. */
    private static FasterRcnnOptions withVarianceHeadOf(StateDict weights, FasterRcnnOptions options) {
        boolean none = options.roi().localizationVariance() == RoiOptions.LocalizationVariance.NONE;
        if (!none || !weights.contains(VARIANCE_LAYER)) {
            return options;
        }
        boolean once = weights.get(VARIANCE_LAYER).elements() == 4;
        return options.withRoi(options.roi()
                .withLocalizationVariance(
                        once
                                ? RoiOptions.LocalizationVariance.CLASS_AGNOSTIC
                                : RoiOptions.LocalizationVariance.PER_CLASS));
    }

    /** The options that weights carry with them; none where they were not saved by HUALE. */
    public static FasterRcnnOptions described(Path file) {
        return described(file, WeightsFile.read(file));
    }

    private static FasterRcnnOptions described(Path file, StateDict weights) {
        return WeightsMetadata.model(weights, file)
                .orElseThrow(() -> new HualeException(file
                        + ": the file does not say which detector it is for, as weights saved elsewhere do not; name it"
                        + " with --model, one of " + DetectorModel.names()));
    }

    private static ClassNames numbered(Path file, StateDict weights) {
        if (!weights.contains(CLASS_LAYER)) {
            throw new HualeException(file + ": no tensor is named " + CLASS_LAYER
                    + ", so these are not the weights of a Faster R-CNN with torchvision's names");
        }
        int count = weights.get(CLASS_LAYER).elements() - 1;
        return new ClassNames(
                IntStream.rangeClosed(1, count).mapToObj(i -> "class " + i).toList());
    }

    @Override
    public ClassNames classes() {
        return classes;
    }

    /** Whether the weights named their classes; otherwise these are numbers. */
    public boolean namesItsClasses() {
        return named;
    }

    @Override
    public List<Detections> detect(List<Image> images) {
        List<PreparedImage> prepared = images.stream().map(transform::of).toList();
        return detectPrepared(prepared);
    }

    List<Detections> detectPrepared(List<PreparedImage> images) {
        return TensorScope.withoutGradient(() -> network.detect(images));
    }

    /** As {@link FasterRcnn#pooledFeatures}. */
    List<float[]> pooledFeatures(List<PreparedImage> images) {
        return TensorScope.withoutGradient(() -> network.pooledFeatures(images));
    }

    /** As {@link FasterRcnn#backboneFeatures}. */
    List<float[]> backboneFeatures(List<PreparedImage> images) {
        return TensorScope.withoutGradient(() -> network.backboneFeatures(images));
    }

    boolean hasFrozenBackbone() {
        return network.beginsFrozen();
    }

    /** What is read from the feature maps of a batch. */
    <T> List<T> ofPyramid(List<PreparedImage> images, Function<Pyramid, List<T>> reading) {
        return TensorScope.withoutGradient(() -> reading.apply(network.pyramid(images)));
    }

    Device device() {
        return network.parameters().device();
    }

    /** Brings images to the network's scale; for use by many threads. */
    ImageTransform transform() {
        return transform;
    }

    /** Whether detections carry localization variances. */
    public boolean predictsVariances() {
        return network.options().roi().localizationVariance() != RoiOptions.LocalizationVariance.NONE;
    }

    /** Detects in every image of a data set, reading ahead; hands over each image's detections once. */
    public void detect(Dataset dataset, Reading reading, BiConsumer<ImageId, Detections> sink) {
        if (dataset.images().isEmpty()) {
            return;
        }
        TrainingData images = TrainingData.unchanged(
                dataset,
                new TrainingData.Preparation(reading.reader(), network.options().transform()),
                TrainingOptions.defaults().withBatchSize(reading.batchSize()));
        new DatasetDetection(network, images).forEach(sink);
    }

    /** How the images of a data set are read. */
    public record Reading(ImageReader reader, int batchSize) {}

    @Override
    public void close() {
        network.close();
    }
}
