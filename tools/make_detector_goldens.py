"""Writes torch/src/test/resources/golden/detector: torchvision's values on formula weights and formula images."""

import argparse
import json
from pathlib import Path

import safetensors.torch
import torch
import torchvision

import formula
import goldens

FOLDER = Path(__file__).resolve().parent.parent / "torch/src/test/resources/golden/detector"

FORMULA_TENSORS = [
    ("backbone.body.conv1.weight", (64, 3, 7, 7)),
    ("backbone.body.layer1.0.conv3.weight", (256, 64, 1, 1)),
    ("backbone.body.bn1.weight", (64,)),
    ("backbone.body.bn1.bias", (64,)),
    ("backbone.body.bn1.running_mean", (64,)),
    ("backbone.body.bn1.running_var", (64,)),
    ("backbone.body.1.block.0.0.weight", (16, 1, 3, 3)),
    ("backbone.fpn.inner_blocks.0.0.weight", (16, 64, 1, 1)),
    ("rpn.head.cls_logits.weight", (3, 256, 1, 1)),
    ("roi_heads.box_predictor.cls_score.weight", (4, 1024)),
    ("roi_heads.box_predictor.bbox_pred.weight", (16, 1024)),
    ("roi_heads.box_predictor.bbox_pred.bias", (16,)),
]
FORMULA_IMAGES = [(1, 128, 96), (7, 33, 65), (100, 500, 375)]


def folded(numbers):
    """FNV-1a over whole unsigned numbers instead of bytes: one number that changes with any bit."""
    value = 0xCBF29CE484222325
    for number in numbers:
        value = ((value ^ int(number)) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def formula_lines():
    """`weights NAME SHAPE HASH FIRST LAST` (float bits in hexadecimal) and `image SEED WIDTH HEIGHT HASH`."""
    for name, shape in FORMULA_TENSORS:
        bits = formula.values(name, shape).ravel().view("uint32")
        yield f"weights {name} {','.join(map(str, shape))} {folded(bits)} {bits[0]:08x} {bits[-1]:08x}"
    for seed, width, height in FORMULA_IMAGES:
        yield f"image {seed} {width} {height} {folded(formula.image(seed, width, height).ravel())}"


def options(name):
    """What a reader must know besides torchvision's defaults, as JSON."""
    kind, _, model = name.partition("-")
    tables = {"detections": goldens.DETECTION_OPTIONS, "training": goldens.TRAINING_OPTIONS, "rpn": goldens.RPN_OPTIONS}
    table = tables.get(kind, {})
    return json.dumps(table.get(model, table) if kind == "detections" else table)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--only", help="cases whose name starts with this")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__}
    (args.out / "formula.txt").write_text("\n".join(formula_lines()) + "\n")
    for name, case in goldens.CASES.items():
        if name.startswith(args.only or ""):
            tensors = {key: value.contiguous() for key, value in case().items()}
            path = args.out / f"{name}.safetensors"
            safetensors.torch.save_file(tensors, path, {**versions, "options": options(name)})
            print(f"{path.name}: {len(tensors)} tensors, {path.stat().st_size} bytes", flush=True)


if __name__ == "__main__":
    main()
