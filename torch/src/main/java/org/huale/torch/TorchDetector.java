package org.huale.torch;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.region.RegionDetector;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.problem.HualeException;
import org.huale.torch.companion.Companions;
import org.huale.torch.companion.TrainedCompanion;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.nn.graph.LayerGraph;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.roi.DivergedException;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.jspecify.annotations.Nullable;

/** A trained Faster R-CNN. Belongs to the thread that opened it. */
public final class TorchDetector implements RegionDetector {
    private final FasterRcnn network;
    private final Origin origin;
    private final List<TrainedCompanion> companions;
    private final ImageTransform transform;

    /**
     * Where its numbers come from.
     *
     * @param weights the file, in words
     * @param named whether that names the classes
     */
    private record Origin(String weights, ClassNames classes, boolean named) {}

    private TorchDetector(FasterRcnn network, Origin origin, List<TrainedCompanion> companions) {
        this.network = network;
        this.origin = origin;
        this.companions = companions;
        this.transform = new ImageTransform(network.options().transform());
    }

    /** A network while it is trained. Whoever has the network closes it, and not this. */
    static TorchDetector inTraining(FasterRcnn network, ClassNames classes) {
        return new TorchDetector(network, new Origin("the detector in training", classes, true), List.of());
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
        Optional<ClassNames> said = WeightsMetadata.classes(weights.metadata(), source.weights());
        ClassNames classes = said.orElseGet(() -> numbered(source.weights(), weights));
        FasterRcnn network = FasterRcnn.toBeLoaded(
                changes.apply(options), classes.count(), TorchDevice.prepare(source.device(), source.threads()));
        try {
            StateLoading.load(network.parameters(), weights, source.weights().toString());
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        Origin origin = new Origin(source.weights().toString(), classes, said.isPresent());
        return new TorchDetector(network, origin, List.of());
    }

    /**
     * As {@link #open(Source)}, with the companions whose weights lie beside the detector's, which describe images further.
     *
     * @throws HualeException as there, or where a companion cannot be opened
     */
    public static TorchDetector withCompanions(Source source) {
        TorchDetector alone = open(source);
        try {
            return new TorchDetector(
                    alone.network,
                    alone.origin,
                    Companions.open(source.weights(), alone.network.parameters().device()));
        } catch (RuntimeException e) {
            alone.close();
            throw e;
        }
    }

    /** What it is made of. */
    public FasterRcnnOptions options() {
        return network.options();
    }

    /** All its numbers under torchvision's names. */
    public StateDict weights() {
        return StateLoading.toStateDict(network.parameters());
    }

    /**
     * What weights of this detector say of themselves. Made-up names of classes are not among it: whoever reads them would take them
     * for real ones.
     */
    public Map<String, String> metadata() {
        return origin.named()
                ? WeightsMetadata.of(origin.classes(), network.options())
                : WeightsMetadata.of(network.options());
    }

    /**
     * Tells a graph what the backbone makes of prepared images [B, 3, H, W].
     *
     * @return what stands there for the map of each level of the pyramid, finest first
     */
    public <V> List<V> drawBackbone(LayerGraph<V> graph, V images) {
        return TensorScope.withoutGradient(() -> network.drawBackbone(graph, images));
    }

    /** Named detectors have no variance head; that of the file is there to be used. */
    private static FasterRcnnOptions withVarianceHeadOf(StateDict weights, FasterRcnnOptions options) {
        boolean none = options.roi().localizationVariance() == RoiOptions.LocalizationVariance.NONE;
        if (!none || !weights.contains(DetectorTransfer.VARIANCE_BIAS)) {
            return options;
        }
        boolean once = weights.get(DetectorTransfer.VARIANCE_BIAS).elements() == 4;
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
        return WeightsMetadata.model(weights.metadata(), file)
                .orElseThrow(() -> new HualeException(file
                        + ": the file does not say which detector it is for, as weights saved elsewhere do not; name it"
                        + " with --model, one of " + DetectorModel.names()));
    }

    private static ClassNames numbered(Path file, StateDict weights) {
        if (!weights.contains(DetectorTransfer.CLASS_BIAS)) {
            throw new HualeException(file + ": no tensor is named " + DetectorTransfer.CLASS_BIAS
                    + ", so these are not the weights of a Faster R-CNN with torchvision's names");
        }
        int count = weights.get(DetectorTransfer.CLASS_BIAS).elements() - 1;
        return new ClassNames(
                IntStream.rangeClosed(1, count).mapToObj(i -> "class " + i).toList());
    }

    @Override
    public ClassNames classes() {
        return origin.classes();
    }

    @Override
    public boolean namesItsClasses() {
        return origin.named();
    }

    @Override
    public Set<EvidencePart> evidence() {
        Set<EvidencePart> evidence = EnumSet.allOf(EvidencePart.class);
        if (network.options().roi().localizationVariance() == RoiOptions.LocalizationVariance.NONE) {
            evidence.remove(EvidencePart.VARIANCES);
        }
        return evidence;
    }

    @Override
    public ImageSize padded(ImageSize image) {
        return transform.paddedAlone(image);
    }

    @Override
    public BatchPass<PreparedImage, Detections> detection(Set<EvidencePart> wanted) {
        return ofPrepared(images -> network.detect(images, wanted));
    }

    @Override
    public Detections detectWithin(Image image, float[] regions) {
        return told(() -> network.detectWithin(transform.of(image), regions));
    }

    private <T> T told(Supplier<T> work) {
        try {
            return TensorScope.withoutGradient(work);
        } catch (DivergedException e) {
            throw new HualeException(origin.weights() + ": " + e.getMessage(), e);
        }
    }

    /** Those that a detector gives without companions; a new set. */
    static Set<String> vectors(boolean beginsFrozen) {
        Set<String> vectors = new TreeSet<>(Set.of(PoolDetector.POOLED_FEATURES));
        if (beginsFrozen) {
            vectors.add(PoolDetector.BACKBONE_FEATURES);
        }
        return vectors;
    }

    @Override
    public Set<String> vectors() {
        Set<String> vectors = vectors(network.beginsFrozen());
        for (TrainedCompanion companion : companions) {
            vectors.addAll(companion.vectorsOfPyramids());
            vectors.addAll(companion.vectorsOfImages());
        }
        return vectors;
    }

    @Override
    public BatchPass<?, float[]> description(String vector) {
        if (vector.equals(PoolDetector.POOLED_FEATURES)) {
            return ofPrepared(network::pooledFeatures);
        }
        if (vector.equals(PoolDetector.BACKBONE_FEATURES) && network.beginsFrozen()) {
            return ofPrepared(network::backboneFeatures);
        }
        return companions.stream()
                .flatMap(companion -> description(companion, vector).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("knows no vector " + vector + ", only " + vectors()));
    }

    private Optional<BatchPass<?, float[]>> description(TrainedCompanion companion, String vector) {
        if (companion.vectorsOfPyramids().contains(vector)) {
            return Optional.of(ofPrepared(images -> companion.describe(vector, network.pyramid(images))));
        }
        if (companion.vectorsOfImages().contains(vector)) {
            return Optional.of(new BatchPass<>(
                    image -> image, images -> TensorScope.withoutGradient(() -> companion.describe(vector, images))));
        }
        return Optional.empty();
    }

    private <T> BatchPass<PreparedImage, T> ofPrepared(Function<List<PreparedImage>, List<T>> work) {
        return new BatchPass<>(transform::of, images -> told(() -> work.apply(images)));
    }

    @Override
    public Map<String, float[]> classStatistics() {
        Map<String, float[]> statistics = new TreeMap<>();
        companions.forEach(it -> statistics.putAll(it.classStatistics()));
        return statistics;
    }

    @Override
    public void close() {
        companions.forEach(TrainedCompanion::close);
        network.close();
    }
}
