"""Exports whole detectors with random weights, runs `huale detect` and their own programs on images, and pairs what both find.

Boxes may differ by 0.5 px and scores by 1e-3; what only one of both finds may not be more confident than the least
confidence by more than that. Exits with 1 where something differs.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("YOLO_AUTOINSTALL", "False")

import numpy as np
import torch
import torchvision
from PIL import Image

PIXELS, SCORE, LEAST = 0.5, 1e-3, 0.05
YOLOS = {
    "yolo11n": {},
    "yolov8n": {"dynamic": True},
    "yolov5n": {"dynamic": True},
    "yolo12n": {},
    "yolo26n": {},
    "yolo11n-nms": {"nms": True, "conf": LEAST, "iou": 0.7},
}


def lively_yolo(name, seed):
    """Random weights whose scores are not all as good as 0."""
    from ultralytics import YOLO

    torch.manual_seed(seed)
    yolo = YOLO(f"{name}.yaml")
    with torch.no_grad():
        for branch in yolo.model.model[-1].cv3:
            branch[-1].weight.normal_(0, 0.6)
            branch[-1].bias.normal_(-4, 1)
    return yolo


def ultralytics_case(name, folder, images, size):
    from ultralytics import YOLO

    options = dict(YOLOS[name])
    exported = lively_yolo(name.removesuffix("-nms"), 1).export(
        format="onnx", imgsz=size, simplify=False, opset=17, **options
    )
    path = folder / f"{name}.onnx"
    os.replace(exported, path)
    program = YOLO(str(path), task="detect")
    found = []
    for image in images:
        boxes = program.predict(str(image), imgsz=size, conf=LEAST, iou=0.7, device="cpu", verbose=False)[0].boxes
        found.append((boxes.xyxy.numpy(), boxes.conf.numpy(), boxes.cls.numpy()))
    return path, found, None


def torchvision_case(name, folder, images, size):
    torch.manual_seed(2)
    detector = getattr(torchvision.models.detection, name)(
        weights=None, weights_backbone=None, num_classes=5, box_score_thresh=LEAST
    )
    with torch.no_grad():
        for _ in range(20):  # statistics of batch norm that let something through
            detector.backbone(torch.rand(2, 3, 1, 1) + torch.randn(2, 3, 320, 320))
        detector.eval()
        for part, weights in detector.named_parameters():
            if "cls_score" in part or "bbox_pred" in part:
                weights.normal_(0, 0.05)
    path = folder / f"{name}.onnx"
    torch.onnx.export(
        detector,
        ([torch.rand(3, 375, 500)],),
        str(path),
        opset_version=16,
        input_names=["image"],
        output_names=["boxes", "labels", "scores"],
        dynamic_axes={"image": {1: "height", 2: "width"}, "boxes": {0: "n"}, "labels": {0: "n"}, "scores": {0: "n"}},
        dynamo=False,
    )
    found = []
    for image in images:
        with torch.no_grad():
            tensor = torchvision.transforms.functional.to_tensor(Image.open(image).convert("RGB"))
            it = detector([tensor])[0]
        found.append((it["boxes"].numpy(), it["scores"].numpy(), it["labels"].numpy() - 1))
    return path, found, "classes: [a, b, c, d]\n"


def by_huale(huale, path, sidecar, images):
    if sidecar:
        path.with_suffix(".huale.yaml").write_text(sidecar)
    command = [*huale.split(), "detect", "--json", "--weights", str(path), *map(str, images)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def unpaired(expected, found):
    """What one of both alone found and is not at the edge of the least confidence, and the largest differences of pairs."""
    boxes, scores, labels = expected
    seen = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    wanted = list(zip(boxes[seen], scores[seen], labels[seen]))
    left = [(np.array(it["box"]), it["confidence"], it["classIndex"]) for it in found]
    alone, worst_box, worst_score = [], 0.0, 0.0
    for box, score, label in wanted:
        near = [
            i
            for i, (b, s, k) in enumerate(left)
            if k == label and abs(s - score) < SCORE and np.abs(b - box).max() < PIXELS
        ]
        if near:
            b, s, _ = left.pop(near[0])
            worst_box = max(worst_box, float(np.abs(b - box).max()))
            worst_score = max(worst_score, abs(float(s - score)))
        else:
            alone.append(("theirs", box, score, label))
    alone += [("ours", *it) for it in left]
    return [it for it in alone if it[2] > LEAST + SCORE], len(wanted), worst_box, worst_score


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--huale", default="bin/huale", help="the program, with options before the command")
    parser.add_argument("--work", type=Path, required=True, help="folder for models")
    parser.add_argument("--size", type=int, default=320, help="input of the YOLOs")
    parser.add_argument("--only", nargs="*", help="names of models")
    parser.add_argument("images", type=Path, nargs="+", help="PNG files, as decoders of JPEG differ")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    cases = {name: ultralytics_case for name in YOLOS}
    cases |= {name: torchvision_case for name in ("fasterrcnn_mobilenet_v3_large_320_fpn",)}
    failed = False
    for name, case in cases.items():
        if arguments.only and name not in arguments.only:
            continue
        path, expected, sidecar = case(name, arguments.work, arguments.images, arguments.size)
        answers = by_huale(arguments.huale, path, sidecar, arguments.images)
        for image, theirs, ours in zip(arguments.images, expected, answers):
            alone, count, box, score = unpaired(theirs, ours["detections"])
            failed |= bool(alone)
            print(f"{name} {image.name}: {count} found, {len(alone)} by one alone; {box:.4f} px, {score:.2e}")
            for it in alone[:3]:
                print("   ", *it)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
