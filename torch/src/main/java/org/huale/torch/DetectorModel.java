package org.huale.torch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.huale.problem.HualeException;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.rcnn.FasterRcnnOptions;

/** The detectors that can be asked for by name. */
public enum DetectorModel {
    SMALL_RESNET_FPN,
    RESNET18_FPN,
    RESNET34_FPN,
    RESNET50_FPN,
    RESNET101_FPN,
    MOBILENET_V3_FPN,
    MOBILENET_V3_320_FPN,
    MOBILENET_V2_FPN,
    EFFICIENTNET_LITE0_FPN;

    /** All names, such as {@code resnet50-fpn}. */
    public static List<String> names() {
        return Arrays.stream(values()).map(DetectorModel::toString).toList();
    }

    /** @throws HualeException where there is none of that name */
    public static DetectorModel named(String name) {
        return Arrays.stream(values())
                .filter(model -> model.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new HualeException("no model is named " + name + "; there are " + names()));
    }

    public FasterRcnnOptions options() {
        return switch (this) {
            case SMALL_RESNET_FPN -> FasterRcnnOptions.smallResNetFpn();
            case RESNET18_FPN -> FasterRcnnOptions.resNetFpn(Architecture.RESNET18);
            case RESNET34_FPN -> FasterRcnnOptions.resNetFpn(Architecture.RESNET34);
            case RESNET50_FPN -> FasterRcnnOptions.resNetFpn(Architecture.RESNET50);
            case RESNET101_FPN -> FasterRcnnOptions.resNetFpn(Architecture.RESNET101);
            case MOBILENET_V3_FPN -> FasterRcnnOptions.mobileNetV3Fpn();
            case MOBILENET_V3_320_FPN -> FasterRcnnOptions.mobileNetV3Fpn320();
            case MOBILENET_V2_FPN -> FasterRcnnOptions.mobileNetV2Fpn();
            case EFFICIENTNET_LITE0_FPN -> FasterRcnnOptions.efficientNetLite0Fpn();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
