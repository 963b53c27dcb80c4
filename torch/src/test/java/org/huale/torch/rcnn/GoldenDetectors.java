package org.huale.torch.rcnn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Device;
import org.huale.torch.golden.Golden;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.rpn.RegionSampler;
import org.huale.torch.rcnn.rpn.RpnOptions;

/** The detectors of the golden files: torchvision's, with formula weights, small images and the first boxes sampled. */
public final class GoldenDetectors {
    private static final int CLASSES = 3;

    private GoldenDetectors() {}

    public static FasterRcnnOptions options(String name) {
        return switch (name) {
            case "resnet18-fpn" -> FasterRcnnOptions.resNetFpn(Architecture.RESNET18);
            case "resnet50-fpn" -> FasterRcnnOptions.resNetFpn(Architecture.RESNET50);
            case "mobilenet-v3-large-fpn" -> FasterRcnnOptions.mobileNetV3Fpn();
            case "mobilenet-v3-large-320-fpn" -> FasterRcnnOptions.mobileNetV3Fpn320();
            default -> throw new IllegalArgumentException(name);
        };
    }

    public static FasterRcnnOptions with(
            FasterRcnnOptions options, ImageTransformOptions transform, RpnOptions.Kept kept) {
        RpnOptions rpn = options.rpn();
        RpnOptions fewer = new RpnOptions(
                rpn.anchors(), rpn.matching(), rpn.sampling(), kept, kept, rpn.nmsIou(), rpn.minConfidence());
        return new FasterRcnnOptions(transform, options.backbone(), fewer, options.roi());
    }

    static FasterRcnn create(FasterRcnnOptions options) {
        FasterRcnn detector = FasterRcnn.create(
                options,
                CLASSES,
                new ParameterStore(new Device("cpu"), 0),
                sampling ->
                        new RegionSampler(sampling.perImage(), sampling.positiveFraction(), GoldenDetectors::first));
        Golden.fill(detector.parameters());
        return detector;
    }

    private static int[] first(int[] candidates, int wanted, RandomGenerator random) {
        return Arrays.copyOf(candidates, wanted);
    }
}
