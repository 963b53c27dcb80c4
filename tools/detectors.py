"""torchvision's detectors under the names of the goldens, with frozen batch norm as after loading pretrained weights."""

from torch import nn
from torchvision import models
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import BackboneWithFPN, mobilenet_backbone, resnet_fpn_backbone
from torchvision.ops import FeaturePyramidNetwork, FrozenBatchNorm2d
from torchvision.ops.feature_pyramid_network import LastLevelMaxPool

BACKBONES = {
    "resnet18-fpn": lambda layers: resnet(18, layers),
    "resnet34-fpn": lambda layers: resnet(34, layers),
    "resnet50-fpn": lambda layers: resnet(50, layers),
    "resnet101-fpn": lambda layers: resnet(101, layers),
    "mobilenet-v3-large-fpn": lambda layers: mobilenet("mobilenet_v3_large", layers),
    "mobilenet-v2-fpn": lambda layers: mobilenet("mobilenet_v2", layers),
    "mobilenet-v2-fpn-234": lambda layers: mobilenet("mobilenet_v2", layers, [2, 3, 4]),
    "mobilenet-v2-fpn-ends": lambda layers: mobilenet_ends("mobilenet_v2", [6, 13, 17]),
    "mobilenet-v3-large-fpn-ends": lambda layers: mobilenet_ends("mobilenet_v3_large", [6, 12, 15]),
    "efficientnet-lite0-fpn": lambda layers: EfficientNetLite0WithFpn(),
}

ALL_SIZES = (32, 64, 128, 256, 512)
RATIOS = (0.5, 1.0, 2.0)

# Options that torchvision's own builder functions add to those of FasterRCNN.
PRESETS = {
    "resnet18-fpn": dict(backbone="resnet18-fpn"),
    "resnet50-fpn": dict(backbone="resnet50-fpn"),
    "mobilenet-v3-large-fpn": dict(backbone="mobilenet-v3-large-fpn", rpn_score_thresh=0.05),
    "mobilenet-v3-large-320-fpn": dict(
        backbone="mobilenet-v3-large-fpn",
        min_size=320,
        max_size=640,
        rpn_pre_nms_top_n_test=150,
        rpn_post_nms_top_n_test=150,
        rpn_score_thresh=0.05,
    ),
}


def resnet(depth, trainable_layers):
    return resnet_fpn_backbone(backbone_name=f"resnet{depth}", weights=None, trainable_layers=trainable_layers)


def mobilenet(name, trainable_layers, returned_layers=None):
    return mobilenet_backbone(
        backbone_name=name,
        weights=None,
        fpn=True,
        trainable_layers=trainable_layers,
        returned_layers=returned_layers,
    )


def mobilenet_ends(name, ends):
    """With a pyramid on the last blocks before a stride, of which torchvision's own builder cannot take all."""
    features = models.get_model(name, weights=None, norm_layer=FrozenBatchNorm2d).features
    taps = {str(end): str(level) for level, end in enumerate(ends)}
    return BackboneWithFPN(features, taps, [features[end].out_channels for end in ends], 256)


class EfficientNetLite0WithFpn(nn.Module):
    """The network of the package efficientnet-lite-pytorch up to its last block, with torchvision's pyramid on top of it."""

    ENDS = {4: "0", 10: "1", 15: "2"}  # the last blocks at strides 8, 16 and 32
    CHANNELS = [40, 112, 320]

    def __init__(self, out_channels=256):
        super().__init__()
        from efficientnet_lite_pytorch import EfficientNet  # only this backbone needs the package

        self.body = EfficientNet.from_name("efficientnet-lite0", image_size=None)  # SAME padding of any image size
        for unused in ("_conv_head", "_bn1", "_avg_pooling", "_dropout", "_fc"):
            delattr(self.body, unused)
        self.fpn = FeaturePyramidNetwork(self.CHANNELS, out_channels, LastLevelMaxPool())

    def forward(self, images):
        body = self.body
        maps, last = {}, body._swish(body._bn0(body._conv_stem(images)))
        for number, block in enumerate(body._blocks):
            last = block(last)
            if number in self.ENDS:
                maps[self.ENDS[number]] = last
        return self.fpn(maps)


def backbone(name, trainable_layers=3):
    return BACKBONES[name](trainable_layers)


def detector(name, num_classes, trainable_layers=3, **options):
    """A FasterRCNN; options override those of torchvision's builder function of that name."""
    settings = {**PRESETS[name], **options}
    body = backbone(settings.pop("backbone"), trainable_layers)
    if name.startswith("mobilenet"):
        settings.setdefault("rpn_anchor_generator", AnchorGenerator((ALL_SIZES,) * 3, (RATIOS,) * 3))
    return FasterRCNN(body, num_classes, **settings)
