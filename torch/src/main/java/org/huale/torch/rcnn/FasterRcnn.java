package org.huale.torch.rcnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.frozen.FeatureMap;
import org.huale.geometry.BoxMatching;
import org.huale.geometry.ImageSize;
import org.huale.random.Seeds;
import org.huale.torch.loss.AnchorSample;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneWithFpn;
import org.huale.torch.nn.Backbones;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.nn.graph.LayerGraph;
import org.huale.torch.parallel.BatchPart;
import org.huale.torch.rcnn.input.ImageBatch;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.roi.DivergedException;
import org.huale.torch.rcnn.roi.RegionTargets;
import org.huale.torch.rcnn.roi.RoiHeads;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.rpn.Proposals;
import org.huale.torch.rcnn.rpn.RegionProposalNetwork;
import org.huale.torch.rcnn.rpn.RegionSampler;
import org.huale.torch.rcnn.rpn.RpnLoss;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.huale.torch.rcnn.rpn.RpnPredictions;
import org.jspecify.annotations.Nullable;

/**
 * Faster R-CNN with a feature pyramid. Owns its parameters; belongs to the thread that made it. Opens no scope: callers
 * run {@link #lossInputs} and {@link #detect} within one.
 */
public final class FasterRcnn implements AutoCloseable {
    private final FasterRcnnOptions options;
    private final ParameterStore parameters;
    private final BackboneWithFpn backbone;
    private final RegionProposalNetwork rpn;
    private final RoiHeads roiHeads;
    private final Training training;
    private @Nullable FrozenFeatures remembered;

    private FasterRcnn(FasterRcnnOptions options, ParameterStore parameters, int classes, Training training) {
        this.options = options;
        this.parameters = parameters;
        this.training = training;
        backbone = Backbones.create(options.backbone(), parameters.at("backbone"));
        rpn = new RegionProposalNetwork(options.rpn(), parameters.at("rpn"), backbone.outChannels());
        roiHeads = new RoiHeads(options.roi(), parameters.at("roi_heads"), backbone.outChannels(), classes);
    }

    /**
     * A detector with random weights, drawn from the seed.
     *
     * @param classes K, at least 1
     */
    public static FasterRcnn create(FasterRcnnOptions options, int classes, Device device, long seed) {
        return create(options, classes, new ParameterStore(device, seed), RegionSampler::random);
    }

    /** A detector of zeros, whose weights are loaded next. */
    public static FasterRcnn toBeLoaded(FasterRcnnOptions options, int classes, Device device) {
        return create(options, classes, ParameterStore.toBeLoaded(device), RegionSampler::random);
    }

    static FasterRcnn create(
            FasterRcnnOptions options, int classes, ParameterStore parameters, RegionSampler.Factory samplers) {
        if (classes < 1) {
            throw new IllegalArgumentException("a detector needs at least 1 class, got " + classes);
        }
        if (options.rpn().anchors().areToBeFitted()) {
            throw new IllegalArgumentException("a detector needs anchors that were fitted, got auto");
        }
        return new FasterRcnn(options, parameters, classes, Training.of(options, samplers));
    }

    public FasterRcnnOptions options() {
        return options;
    }

    public ParameterStore parameters() {
        return parameters;
    }

    /**
     * From now on {@link #lossInputs} computes what the stages that do not train make of an image once and remembers it,
     * which pays where most of the backbone is frozen. The weights of those stages must not change any more, and training
     * images may vary in nothing but in being mirrored. Nothing happens where all stages train.
     *
     * @param capacity bytes at most
     * @return whether anything is frozen
     */
    public boolean rememberFrozen(long capacity) {
        if (remembered == null && backbone.beginsFrozen()) {
            remembered = new FrozenFeatures(backbone, parameters.device(), capacity);
        }
        return remembered != null;
    }

    /**
     * What the losses of a batch are made from, with gradients towards the trainable parameters.
     *
     * @param batch at least one image; images without objects are fine
     * @param random chooses the anchors and regions that the terms are computed on
     */
    public LossInputs lossInputs(List<TrainingExample> batch, RandomGenerator random) {
        return pass(batch, random).inputs();
    }

    /** As {@link #lossInputs}, with what was made on the way. */
    public TrainingPass pass(List<TrainingExample> batch, RandomGenerator random) {
        return pass(batch, BatchPart.whole(batch.size()), random);
    }

    /**
     * As {@link #pass(List, RandomGenerator)}, of images that are part of a batch. What is chosen in an image depends on the
     * generator and the image alone, not on its company.
     *
     * @param random of the same state in all processes
     */
    public TrainingPass pass(List<TrainingExample> batch, BatchPart part, RandomGenerator random) {
        Seeds seeds = new Seeds(random.nextLong());
        List<RandomGenerator> draws =
                batch.stream().map(it -> seeds.generator(it.id().value())).toList();
        Pyramid pyramid = trainingPyramid(batch, part);
        RpnPredictions predictions = rpn.of(pyramid.maps(), pyramid.padded());
        List<Proposals> proposals = predictions.isFinite()
                ? rpn.proposals(predictions, pyramid.sizes(), options.rpn().training())
                : Collections.nCopies(batch.size(), Proposals.none()); // the loss will not be finite, and says where
        AnchorSample anchors = training.rpnLoss().of(predictions, batch, draws, part);
        List<RegionTargets> targets = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            targets.add(RegionTargets.sample(proposals.get(i), batch.get(i), training.regions(), draws.get(i)));
        }
        return new TrainingPass(
                LossInputs.ofStages(roiHeads.matches(pyramid, targets, batch), anchors.losses(), part),
                anchors,
                targets.stream().mapToInt(it -> it.labels().length).toArray(),
                pyramid);
    }

    private Pyramid trainingPyramid(List<TrainingExample> batch, BatchPart part) {
        List<PreparedImage> images = batch.stream().map(TrainingExample::image).toList();
        List<ImageSize> sizes = images.stream().map(PreparedImage::size).toList();
        ImageSize padded = part.padded(ImageBatch.padded(sizes));
        return remembered == null
                ? pyramid(ImageBatch.of(images, padded, parameters.device()))
                : new Pyramid(remembered.features(batch, padded), padded, sizes);
    }

    /** The feature maps of a batch of at least one image. */
    public Pyramid pyramid(List<PreparedImage> images) {
        return pyramid(ImageBatch.of(images, parameters.device()));
    }

    private Pyramid pyramid(ImageBatch batch) {
        return new Pyramid(backbone.features(batch.tensor()), batch.padded(), batch.sizes());
    }

    /**
     * Tells a graph what the backbone makes of images [B, 3, H, W] whose sides are multiples of {@link ImageBatch#DIVISOR}; within
     * a scope and without gradient.
     *
     * @return what stands there for the map of each level of the pyramid, finest first
     */
    public <V> List<V> drawBackbone(LayerGraph<V> graph, V images) {
        return backbone.drawn(graph, images);
    }

    /** Levels of the pyramid. */
    public int levels() {
        return backbone.levels();
    }

    /** Channels of each level of the pyramid. */
    public int channels() {
        return backbone.outChannels();
    }

    /** The detections of each image in pixels of the original, with all their evidence; empty for no images. */
    public List<Detections> detect(List<PreparedImage> images) {
        return detect(images, EvidencePart.all());
    }

    /**
     * The detections of each image in pixels of the original; empty for no images.
     *
     * @param wanted parts of the evidence that are copied from the device; the others are empty or null, and without any there
     *     is no evidence
     * @throws DivergedException where numbers on the way are not finite
     */
    public List<Detections> detect(List<PreparedImage> images, Set<EvidencePart> wanted) {
        if (images.isEmpty()) {
            return List.of();
        }
        Pyramid pyramid = pyramid(images);
        RpnPredictions predictions = rpn.of(pyramid.maps(), pyramid.padded());
        if (!predictions.isFinite()) {
            throw new DivergedException("proposals");
        }
        List<Proposals> proposals =
                rpn.proposals(predictions, pyramid.sizes(), options.rpn().detection());
        return roiHeads.detect(new RoiHeads.Seen(pyramid, proposals, images), wanted);
    }

    /**
     * What is found in regions of an image in place of the proposals, in pixels of the original and without evidence.
     *
     * @param regions {@code [4 R]}, xyxy in pixels of the original
     * @throws DivergedException where numbers on the way are not finite
     */
    public Detections detectWithin(PreparedImage image, float[] regions) {
        float[] sure = new float[regions.length / 4];
        Arrays.fill(sure, 1);
        Pyramid pyramid = pyramid(List.of(image));
        List<Proposals> proposals = List.of(new Proposals(image.toResized(regions), sure));
        return roiHeads.detect(new RoiHeads.Seen(pyramid, proposals, List.of(image)), Set.of())
                .get(0);
    }

    /**
     * The mean of each channel of each level of the pyramid that regions are pooled from, finest first: {@code [L C]} for
     * each image; empty for no images. Where an image is smaller than the padded batch, the padding is in the mean.
     */
    public List<float[]> pooledFeatures(List<PreparedImage> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        Pyramid pyramid = pyramid(images);
        TensorVector means = new TensorVector();
        for (int level = 0; level < options.roi().pooledLevels(); level++) {
            means.push_back(pyramid.mean(level));
        }
        return rows(torch.cat(means, 1));
    }

    /** Whether the backbone begins with stages that no training of this detector changes. */
    public boolean beginsFrozen() {
        return backbone.beginsFrozen();
    }

    /**
     * The mean of each channel of the last map of the backbone that does not train, over the image's own part of it: one
     * vector for each image; empty for no images.
     *
     * @throws IllegalStateException where all of the backbone trains
     */
    public List<float[]> backboneFeatures(List<PreparedImage> images) {
        if (!beginsFrozen()) {
            throw new IllegalStateException("all of the backbone trains");
        }
        if (images.isEmpty()) {
            return List.of();
        }
        ImageBatch batch = ImageBatch.of(images, parameters.device());
        List<Tensor> maps = backbone.frozen(batch.tensor());
        Tensor last = maps.get(maps.size() - 1);
        return rows(new Pyramid(List.of(last), batch.padded(), batch.sizes()).meanOfImages(0));
    }

    private static List<float[]> rows(Tensor means) {
        List<float[]> vectors = new ArrayList<>();
        for (long i = 0; i < means.size(0); i++) {
            vectors.add(Tensors.toFloats(means.narrow(0, i, 1)));
        }
        return vectors;
    }

    /**
     * What the backbone makes of one image before the pyramid: its coarsest map, without the cells that show nothing but
     * padding.
     */
    public FeatureMap backboneMap(PreparedImage image) {
        ImageBatch batch = ImageBatch.of(List.of(image), parameters.device());
        Tensor map = backbone.lastMap(batch.tensor());
        int stride = Math.toIntExact(batch.padded().height() / map.size(2));
        int rows = Math.toIntExact(Math.min(map.size(2), (image.size().height() + stride - 1) / stride));
        int columns = Math.toIntExact(Math.min(map.size(3), (image.size().width() + stride - 1) / stride));
        Tensor cells = map.narrow(2, 0, rows).narrow(3, 0, columns).permute(0, 2, 3, 1);
        ImageSize size = image.original();
        FeatureMap.Grid grid = new FeatureMap.Grid(
                rows,
                columns,
                (double) stride * size.width() / image.size().width(),
                (double) stride * size.height() / image.size().height());
        return new FeatureMap(grid, size, Tensors.toFloats(cells));
    }

    /** Fits the frozen batch norms of random weights to some images; without gradient, at least one image. */
    public void calibrate(List<PreparedImage> images) {
        ImageBatch batch = ImageBatch.of(images, parameters.device());
        parameters.calibrate(() -> backbone.features(batch.tensor()));
    }

    @Override
    public void close() {
        if (remembered != null) {
            remembered.close();
        }
        parameters.close();
    }

    /** What training needs beyond the network. */
    private record Training(RpnLoss rpnLoss, RegionTargets.Sampling regions) {

        static Training of(FasterRcnnOptions options, RegionSampler.Factory samplers) {
            RpnOptions rpn = options.rpn();
            RoiOptions roi = options.roi();
            BoxMatching matching = new BoxMatching(
                    (float) roi.matching().foregroundIou(),
                    (float) roi.matching().backgroundIou(),
                    false);
            return new Training(
                    new RpnLoss(rpn.matching(), samplers.of(rpn.sampling())),
                    new RegionTargets.Sampling(matching, samplers.of(roi.sampling())));
        }
    }
}
