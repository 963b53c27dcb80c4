package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which backbone a detector has. {@link #defaults} are torchvision's for a pretrained backbone.
 *
 * @param returnedLayers the stages whose maps enter the feature pyramid, ascending, with strides that at most double from one
 *     to the next: 1 to 4 for the ResNets; 0 to 5 for the MobileNets, whose stages begin at the strided blocks, the first and
 *     the last layer included, and for EfficientNet-Lite0; the stride doubles with every stage but stage 5
 * @param taps which map of a stage that is; a ResNet's is always the last
 * @param trainableLayers stages that train, counted from the last: 0 to 5 for the ResNets, 0 to 6 for the others
 * @param frozenLayers layers that do not train, counted from the first, in place of what trainableLayers says; 0 leaves it
 *     to trainableLayers, and so it is for ResNets
 * @param outChannels channels of each map of the pyramid
 * @param padding how strided convolutions are padded; weights trained by TensorFlow want {@link Padding#SAME}
 * @param batchNormEpsilon added to the variance; 1e-5, but 0 for torchvision's detector weights of ResNet-50 and 1e-3 for
 *     EfficientNet-Lite0
 */
public record BackboneOptions(
        Architecture architecture,
        List<Integer> returnedLayers,
        Taps taps,
        int trainableLayers,
        int frozenLayers,
        int outChannels,
        Padding padding,
        double batchNormEpsilon) {

    /** Which map stands for a stage of a network other than a ResNet. */
    public enum Taps {
        /** That of the stage's first block, as torchvision's detectors have it: most blocks of a stage then reach only the next. */
        STAGE_BEGIN,
        /** That of the stage's last block, the one with most behind it. */
        STAGE_END
    }

    /** The networks, with the number of their stages. */
    public enum Architecture {
        /** For drawn scenes and small machines; no published weights. Its norms' weights and biases train. */
        SMALL_RESNET(1, 4, 5),
        RESNET18(1, 4, 5),
        RESNET34(1, 4, 5),
        RESNET50(1, 4, 5),
        RESNET101(1, 4, 5),
        MOBILENET_V2(0, 5, 6),
        MOBILENET_V3_LARGE(0, 5, 6),
        EFFICIENTNET_LITE0(0, 5, 6);

        private final int firstLayer;
        private final int lastLayer;
        private final int maxTrainable;

        Architecture(int firstLayer, int lastLayer, int maxTrainable) {
            this.firstLayer = firstLayer;
            this.lastLayer = lastLayer;
            this.maxTrainable = maxTrainable;
        }

        /** The largest value of {@link BackboneOptions#trainableLayers}: the whole network trains. */
        public int maxTrainableLayers() {
            return maxTrainable;
        }

        boolean isResNet() {
            return firstLayer == 1;
        }

        /** Stages halve the map each, a ResNet's from the second on, a MobileNet's but for the last. */
        private int stride(int stage) {
            return isResNet() ? 2 << stage : 2 << Math.min(stage, 4);
        }

        private List<Integer> strides() {
            return IntStream.rangeClosed(firstLayer, lastLayer)
                    .mapToObj(this::stride)
                    .toList();
        }

        /** The padding that published weights without a word about it were trained with. */
        public Padding publishedPadding() {
            return this == EFFICIENTNET_LITE0 ? Padding.SAME : Padding.SYMMETRIC;
        }

        /** Whether weights of TensorFlow are known of it. */
        private boolean padsSame() {
            return this == MOBILENET_V2 || this == EFFICIENTNET_LITE0;
        }
    }

    /** Where the zeros of a strided convolution go; see {@link BackboneOptions}. */
    public enum Padding {
        /** As many on each side. */
        SYMMETRIC,
        /** TensorFlow's: only as many as needed, the odd one right and below. */
        SAME
    }

    private static final int MOST_LAYERS = 100;

    public BackboneOptions {
        returnedLayers = List.copyOf(returnedLayers);
        requireAscending(architecture, returnedLayers);
        requireEveryOctave(architecture, returnedLayers);
        requireRange("trainableLayers", trainableLayers, 0, architecture.maxTrainable);
        requireRange("frozenLayers", frozenLayers, 0, architecture.isResNet() ? 0 : MOST_LAYERS);
        requireRange("outChannels", outChannels, 1, 1 << 16);
        if (padding == Padding.SAME && !architecture.padsSame()) {
            throw new IllegalArgumentException(
                    "padding SAME is for MOBILENET_V2 and EFFICIENTNET_LITE0 only, got " + architecture);
        }
        if (!(batchNormEpsilon >= 0 && batchNormEpsilon < 1)) {
            throw new IllegalArgumentException("batchNormEpsilon must be in [0, 1), got " + batchNormEpsilon);
        }
    }

    /** With maps of the first block of a stage as in torchvision, EfficientNet-Lite0's of the last; frozen by stages. */
    public BackboneOptions(
            Architecture architecture,
            List<Integer> returnedLayers,
            int trainableLayers,
            int outChannels,
            Padding padding,
            double batchNormEpsilon) {
        this(
                architecture,
                returnedLayers,
                architecture == Architecture.EFFICIENTNET_LITE0 ? Taps.STAGE_END : Taps.STAGE_BEGIN,
                trainableLayers,
                0,
                outChannels,
                padding,
                batchNormEpsilon);
    }

    /**
     * Symmetric padding, three trainable stages, 256 channels; stages 1 to 4 of a ResNet, the last two of a MobileNet. For
     * EfficientNet-Lite0 what its published weights want, and the maps of strides 8, 16 and 32.
     */
    public static BackboneOptions defaults(Architecture architecture) {
        if (architecture == Architecture.EFFICIENTNET_LITE0) {
            return new BackboneOptions(architecture, List.of(2, 3, 4), 3, 256, architecture.publishedPadding(), 1e-3);
        }
        List<Integer> returned = architecture.isResNet() ? List.of(1, 2, 3, 4) : List.of(4, 5);
        return new BackboneOptions(architecture, returned, 3, 256, Padding.SYMMETRIC, 1e-5);
    }

    /** All stages train. */
    public BackboneOptions trainedWhole() {
        return with(taps, architecture.maxTrainable, 0);
    }

    /** Maps of the pyramid: one for each returned layer, and the pooled one. */
    public int levels() {
        return returnedLayers.size() + 1;
    }

    /** Pixels of the input between neighbours of each map of the pyramid, the pooled one last. */
    public List<Integer> strides() {
        List<Integer> strides = new ArrayList<>(
                returnedLayers.stream().map(architecture::stride).toList());
        strides.add(2 * strides.get(strides.size() - 1));
        return strides;
    }

    public BackboneOptions withTrainableLayers(int layers) {
        return with(taps, layers, frozenLayers);
    }

    /** With maps of the last block of a stage, and the first layers frozen. */
    public BackboneOptions tappedAtEnds(int frozen) {
        return with(Taps.STAGE_END, trainableLayers, frozen);
    }

    public BackboneOptions withTaps(Taps other) {
        return with(other, trainableLayers, frozenLayers);
    }

    private BackboneOptions with(Taps maps, int trainable, int frozen) {
        return new BackboneOptions(
                architecture, returnedLayers, maps, trainable, frozen, outChannels, padding, batchNormEpsilon);
    }

    public BackboneOptions withPadding(Padding other) {
        return new BackboneOptions(
                architecture,
                returnedLayers,
                taps,
                trainableLayers,
                frozenLayers,
                outChannels,
                other,
                batchNormEpsilon);
    }

    public BackboneOptions withBatchNormEpsilon(double epsilon) {
        return new BackboneOptions(
                architecture, returnedLayers, taps, trainableLayers, frozenLayers, outChannels, padding, epsilon);
    }

    /**
     * The positions of the layers whose maps are returned.
     *
     * @param begins of a MobileNet's stages, ascending; the last stage is one layer
     */
    List<Integer> tapped(List<Integer> begins) {
        return returnedLayers.stream()
                .map(stage -> taps == Taps.STAGE_BEGIN || stage == begins.size() - 1
                        ? begins.get(stage)
                        : begins.get(stage + 1) - 1)
                .toList();
    }

    /** The norms of the body. */
    FrozenBatchNorm.Options norms() {
        return new FrozenBatchNorm.Options(batchNormEpsilon, architecture == Architecture.SMALL_RESNET);
    }

    private static void requireAscending(Architecture architecture, List<Integer> layers) {
        int previous = architecture.firstLayer - 1;
        for (int layer : layers) {
            if (layer <= previous || layer > architecture.lastLayer) {
                throw new IllegalArgumentException("returnedLayers of " + architecture + " must ascend within "
                        + architecture.firstLayer + " to " + architecture.lastLayer + ", got " + layers);
            }
            previous = layer;
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("returnedLayers is empty");
        }
    }

    /** A region is pooled from the map of its octave, counted from the finest, so that none may be missing in between. */
    private static void requireEveryOctave(Architecture architecture, List<Integer> layers) {
        List<Integer> strides = layers.stream().map(architecture::stride).toList();
        for (int i = 1; i < strides.size(); i++) {
            if (strides.get(i) > 2 * strides.get(i - 1)) {
                throw new IllegalArgumentException("returnedLayers of " + architecture
                        + " must not skip a stride, for each may be at most twice the one before: stages "
                        + architecture.firstLayer + " to " + architecture.lastLayer + " have the strides "
                        + architecture.strides() + ", got " + layers + " with " + strides);
            }
        }
    }

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be in " + least + " to " + most + ", got " + value);
        }
    }
}
