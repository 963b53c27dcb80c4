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
        Body body = body(options, scope.at("body"));
        scope.at("body").train(name -> trains(options, name));
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
        };
    }

    private static Body resNet(BackboneOptions options, ParameterStore.Scope scope, Depth depth) {
        return ResNet.create(scope, depth, options.returnedLayers(), options.norms());
    }

    /** @param name below {@code body}: conv1.weight, layer3.0.conv2.weight; 0.0.weight, 14.conv.2.weight */
    private static boolean trains(BackboneOptions options, String name) {
        int frozenStages = options.architecture().maxTrainableLayers() - options.trainableLayers();
        if (options.architecture().isResNet()) {
            int stage = name.startsWith("layer") ? name.charAt("layer".length()) - '0' : 0;
            return stage >= frozenStages;
        }
        int layer = Integer.parseInt(name.substring(0, name.indexOf('.')));
        return options.trainableLayers() > 0
                && layer >= stages(options.architecture()).get(frozenStages);
    }

    private static List<Integer> stages(Architecture architecture) {
        return architecture == Architecture.MOBILENET_V2 ? MobileNetV2.STAGES : MobileNetV3.STAGES;
    }
}
