package org.huale.torch.nn;

import java.util.List;

/**
 * Which backbone a detector has. {@link #defaults} are torchvision's for a pretrained backbone.
 *
 * @param returnedLayers the stages whose maps enter the feature pyramid, ascending: 1 to 4 for the ResNets; 0 to 5 for the
 *     MobileNets, whose stages begin at the strided blocks, the first and the last layer included, and for EfficientNet-Lite0,
 *     whose stages give the map of their last block
 * @param trainableLayers stages that train, counted from the last: 0 to 5 for the ResNets, 0 to 6 for the others
 * @param outChannels channels of each map of the pyramid
 * @param padding how strided convolutions are padded; weights trained by TensorFlow want {@link Padding#SAME}
 * @param batchNormEpsilon added to the variance; 1e-5, but 0 for torchvision's detector weights of ResNet-50 and 1e-3 for
 *     EfficientNet-Lite0
 */
public record BackboneOptions(
        Architecture architecture,
        List<Integer> returnedLayers,
        int trainableLayers,
        int outChannels,
        Padding padding,
        double batchNormEpsilon) {

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

    public BackboneOptions {
        returnedLayers = List.copyOf(returnedLayers);
        requireAscending(architecture, returnedLayers);
        requireRange("trainableLayers", trainableLayers, 0, architecture.maxTrainable);
        requireRange("outChannels", outChannels, 1, 1 << 16);
        if (padding == Padding.SAME && !architecture.padsSame()) {
            throw new IllegalArgumentException(
                    "padding SAME is for MOBILENET_V2 and EFFICIENTNET_LITE0 only, got " + architecture);
        }
        if (!(batchNormEpsilon >= 0 && batchNormEpsilon < 1)) {
            throw new IllegalArgumentException("batchNormEpsilon must be in [0, 1), got " + batchNormEpsilon);
        }
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

    public BackboneOptions withTrainableLayers(int layers) {
        return new BackboneOptions(architecture, returnedLayers, layers, outChannels, padding, batchNormEpsilon);
    }

    public BackboneOptions withPadding(Padding other) {
        return new BackboneOptions(architecture, returnedLayers, trainableLayers, outChannels, other, batchNormEpsilon);
    }

    public BackboneOptions withBatchNormEpsilon(double epsilon) {
        return new BackboneOptions(architecture, returnedLayers, trainableLayers, outChannels, padding, epsilon);
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

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be in " + least + " to " + most + ", got " + value);
        }
    }
}
