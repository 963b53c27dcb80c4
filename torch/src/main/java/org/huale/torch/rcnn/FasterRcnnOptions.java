package org.huale.torch.rcnn;

import java.util.List;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.torch.rcnn.rpn.RpnOptions;

/**
 * A whole detector, without its classes and weights. The factories give torchvision's detectors of the same names.
 *
 * @param transform how images are brought to the network's scale
 * @param backbone which network makes the feature maps
 * @param rpn how regions are proposed
 * @param roi how regions are classified
 */
public record FasterRcnnOptions(
        ImageTransformOptions transform, BackboneOptions backbone, RpnOptions rpn, RoiOptions roi) {

    public FasterRcnnOptions {
        int levels = backbone.levels();
        if (!rpn.anchors().areToBeFitted() && rpn.anchors().levels() != levels) {
            throw new IllegalArgumentException("the backbone gives " + levels
                    + " maps (one a returned layer, one pooled), the anchors are for "
                    + rpn.anchors().levels());
        }
        if (roi.pooledLevels() >= levels) {
            throw new IllegalArgumentException(
                    "regions can be pooled from at most " + (levels - 1) + " levels, got " + roi.pooledLevels());
        }
    }

    /** ResNet-18, -34, -50 or -101 with a pyramid of four levels and a fifth for proposals. */
    public static FasterRcnnOptions resNetFpn(Architecture architecture) {
        return new FasterRcnnOptions(
                ImageTransformOptions.defaults(),
                BackboneOptions.defaults(architecture),
                RpnOptions.defaults(AnchorGenerator.onePerLevel(32, 64, 128, 256, 512)),
                RoiOptions.defaults(4));
    }

    /** MobileNetV3-Large at full resolution. */
    public static FasterRcnnOptions mobileNetV3Fpn() {
        return mobileNetV3(ImageTransformOptions.defaults(), new RpnOptions.Kept(1000, 1000));
    }

    /** MobileNetV3-Large at 320 pixels with few proposals. */
    public static FasterRcnnOptions mobileNetV3Fpn320() {
        return mobileNetV3(ImageTransformOptions.of(320, 640), new RpnOptions.Kept(150, 150));
    }

    private static FasterRcnnOptions mobileNetV3(ImageTransformOptions transform, RpnOptions.Kept kept) {
        return new FasterRcnnOptions(
                transform,
                BackboneOptions.defaults(Architecture.MOBILENET_V3_LARGE),
                RpnOptions.defaults(AnchorGenerator.allOnEveryLevel(3, 32, 64, 128, 256, 512))
                        .withDetection(kept, 0.05),
                RoiOptions.defaults(2));
    }

    /**
     * MobileNetV2 with maps at strides 8, 16 and 32, for small images and small machines: torchvision has the parts but
     * no detector of this name.
     */
    public static FasterRcnnOptions mobileNetV2Fpn() {
        return small(
                ImageTransformOptions.of(320, 640),
                new BackboneOptions(
                        Architecture.MOBILENET_V2, List.of(2, 3, 4), 4, 128, BackboneOptions.Padding.SAME, 1e-5));
    }

    /**
     * EfficientNet-Lite0 in the geometry of {@link #mobileNetV2Fpn}, with the last maps of strides 8, 16 and 32. Its images are
     * normalised as its published weights want.
     */
    public static FasterRcnnOptions efficientNetLite0Fpn() {
        return small(
                ImageTransformOptions.centred(320, 640),
                new BackboneOptions(
                        Architecture.EFFICIENTNET_LITE0, List.of(2, 3, 4), 4, 128, BackboneOptions.Padding.SAME, 1e-3));
    }

    /**
     * Three levels and a fourth for proposals, the last maps of strides 8, 16 and 32, two sizes of anchors an octave, few
     * proposals and regions, a box head of 512. All but the layers before stride 8 train. What the last maps and the training of
     * the backbone bring was measured with MobileNetV2 and one seed each: docs/results/2026-11-28-recipe.md. Anchors, proposals,
     * regions and the width of the head have no row there.
     */
    private static FasterRcnnOptions small(ImageTransformOptions transform, BackboneOptions backbone) {
        RoiOptions roi = RoiOptions.defaults(3);
        return new FasterRcnnOptions(
                transform,
                backbone.tappedAtEnds(0),
                RpnOptions.defaults(AnchorGenerator.twoAnOctave(4, 24))
                        .withTraining(new RpnOptions.Kept(1000, 500))
                        .withDetection(new RpnOptions.Kept(300, 300), 0.0),
                new RoiOptions(
                        roi.matching(),
                        new RpnOptions.Sampling(128, 0.25),
                        roi.pooledSize(),
                        roi.samplingRatio(),
                        roi.pooledLevels(),
                        512,
                        roi.output(),
                        roi.localizationVariance(),
                        roi.boxRegression(),
                        roi.cascade()));
    }

    /**
     * A small ResNet with maps at strides 4, 8 and 16 of images of 160x120, few regions and a narrow box head: learns drawn
     * scenes from random weights in under a minute. torchvision has none like it.
     */
    public static FasterRcnnOptions smallResNetFpn() {
        return new FasterRcnnOptions(
                ImageTransformOptions.of(120, 160),
                new BackboneOptions(
                        Architecture.SMALL_RESNET, List.of(1, 2, 3), 5, 32, BackboneOptions.Padding.SYMMETRIC, 1e-5),
                new RpnOptions(
                        AnchorGenerator.onePerLevel(12, 24, 48, 80),
                        new RpnOptions.Matching(0.6, 0.3),
                        new RpnOptions.Sampling(64, 0.5),
                        new RpnOptions.Kept(200, 100),
                        new RpnOptions.Kept(100, 50),
                        0.7,
                        0.0),
                new RoiOptions(
                        new RpnOptions.Matching(0.5, 0.5),
                        new RpnOptions.Sampling(32, 0.25),
                        7,
                        1,
                        3,
                        128,
                        RoiOptions.Output.defaults(),
                        RoiOptions.LocalizationVariance.NONE,
                        RoiOptions.BoxRegression.PER_CLASS,
                        List.of()));
    }

    public FasterRcnnOptions withTransform(ImageTransformOptions changed) {
        return new FasterRcnnOptions(changed, backbone, rpn, roi);
    }

    public FasterRcnnOptions withBackbone(BackboneOptions changed) {
        return new FasterRcnnOptions(transform, changed, rpn, roi);
    }

    public FasterRcnnOptions withRpn(RpnOptions changed) {
        return new FasterRcnnOptions(transform, backbone, changed, roi);
    }

    public FasterRcnnOptions withRoi(RoiOptions changed) {
        return new FasterRcnnOptions(transform, backbone, rpn, changed);
    }
}
