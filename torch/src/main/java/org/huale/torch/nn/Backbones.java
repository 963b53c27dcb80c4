package org.huale.torch.nn;

import java.util.List;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.nn.ResNet.Depth;

/** Makes backbones by their options. */
public final class Backbones {

    private Backbones() {}

    /**
     * Makes the network's tensors, below {@code body} and {@code fpn} of the scope, and freezes the stages that do not
     * train: no gradient is computed for them, nor for anything before them.
     */
    public static BackboneWithFpn create(BackboneOptions options, ParameterStore.Scope scope) {
        Body body = body(options, scope.at("body")).withFrozen(frozenLayers(options));
        scope.at("body").train(name -> layer(options, name) >= frozenLayers(options));
        FeaturePyramid pyramid = new FeaturePyramid(scope.at("fpn"), body.channels(), options.outChannels());
        return new BackboneWithFpn(body, pyramid, options);
    }

    private static Body body(BackboneOptions options, ParameterStore.Scope scope) {
        return switch (options.architecture()) {
            case SMALL_RESNET -> resNet(options, scope, Depth.SMALL);
            case RESNET18 -> resNet(options, scope, Depth.D18);
            case RESNET34 -> resNet(options, scope, Depth.D34);
            case RESNET50 -> resNet(options, scope, Depth.D50);
            case RESNET101 -> resNet(options, scope, Depth.D101);
            case MOBILENET_V2 -> MobileNetV2.create(scope, options);
            case MOBILENET_V3_LARGE -> MobileNetV3.create(scope, options);
            case EFFICIENTNET_LITE0 -> EfficientNetLite.create(scope, options);
        };
    }

    private static Body resNet(BackboneOptions options, ParameterStore.Scope scope, Depth depth) {
        return ResNet.create(scope, depth, options.returnedLayers(), options.norms());
    }

    /** @param name below {@code body}: conv1.weight, layer3.0.conv2.weight; 0.0.weight, 14.conv.2.weight */
    private static int layer(BackboneOptions options, String name) {
        if (options.architecture().isResNet()) {
            return name.startsWith("layer") ? name.charAt("layer".length()) - '0' : 0;
        }
        return options.architecture() == Architecture.EFFICIENTNET_LITE0
                ? EfficientNetLite.layer(name)
                : Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    /** Whether {@link BackboneWithFpn#beginsFrozen} will hold of such a backbone. */
    public static boolean beginsFrozen(BackboneOptions options) {
        return frozenLayers(options) > 0;
    }

    private static int frozenLayers(BackboneOptions options) {
        if (options.frozenLayers() > 0) {
            return options.frozenLayers();
        }
        int stages = options.architecture().maxTrainableLayers() - options.trainableLayers();
        if (options.architecture().isResNet()) {
            return stages;
        }
        return options.trainableLayers() == 0
                ? Integer.MAX_VALUE
                : stages(options.architecture()).get(stages);
    }

    private static List<Integer> stages(Architecture architecture) {
        return switch (architecture) {
            case MOBILENET_V2 -> MobileNetV2.STAGES;
            case EFFICIENTNET_LITE0 -> EfficientNetLite.STAGES;
            default -> MobileNetV3.STAGES;
        };
    }
}
