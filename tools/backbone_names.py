"""Writes the names and shapes of the backbones in Python: python tools/backbone_names.py FOLDER"""

import sys
from pathlib import Path

import torch
from torchvision.models.detection.backbone_utils import mobilenet_backbone, resnet_fpn_backbone

from detectors import EfficientNetLite0WithFpn

NORM = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]


def backbone(name):
    if name == "efficientnet_lite0":
        return EfficientNetLite0WithFpn()
    options = dict(backbone_name=name, weights=None, norm_layer=torch.nn.BatchNorm2d)
    return resnet_fpn_backbone(**options) if name.startswith("resnet") else mobilenet_backbone(fpn=True, **options)


def lines(state):
    """One line per tensor; the five tensors of a batch norm, always in this order, make one line with a star."""
    names = list(state)
    i = 0
    while i < len(names):
        module, _, last = names[i].rpartition(".")
        is_norm = names[i : i + len(NORM)] == [f"{module}.{part}" for part in NORM]
        yield f"{module}.{'*' if is_norm else last} {','.join(map(str, state[names[i]].shape))}"
        i += len(NORM) if is_norm else 1


def main(folder):
    for name in ["resnet18", "resnet34", "resnet50", "resnet101", "mobilenet_v2", "mobilenet_v3_large", "efficientnet_lite0"]:
        text = "\n".join(lines(backbone(name).state_dict()))
        Path(folder, f"{name}.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
