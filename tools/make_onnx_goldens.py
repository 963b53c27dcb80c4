"""Writes onnx/src/test/resources/golden: small networks, and what other programs find with them in two formula images.

Ultralytics and torchvision run theirs themselves; the others are run by ONNX Runtime, with the preprocessing of the
convention done by OpenCV or Pillow and its reading of the outputs written down here a second time.
"""

import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("YOLO_AUTOINSTALL", "False")

import cv2
import numpy as np
import onnx
import onnxruntime
import torch
import torchvision
from PIL import Image

import onnx_networks as networks

FOLDER = Path(__file__).resolve().parent.parent / "onnx/src/test/resources/golden"
SIZES = [(120, 75), (61, 140)]
LEAST = 0.05
IMAGENET = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])


def picture(width, height):
    """GoldenImage.java is the twin."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    return ((x * (3 + c) + y * (5 - c) + (x // 16 + y // 16) % 2 * 90 + c * 40) & 255).astype(np.uint8)


def run(model, images, **others):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"images": images, **others})


def planes(image):
    return np.ascontiguousarray(image.transpose(2, 0, 1)[None]).astype(np.float32)


def corners(boxes):
    half = boxes[:, 2:] / 2
    return np.concatenate([boxes[:, :2] - half, boxes[:, :2] + half], 1)


def clipped(boxes, image):
    limits = np.array([image.shape[1], image.shape[0]] * 2)
    return np.clip(boxes, 0, limits)


def best_of_each(scores):
    labels = scores.argmax(1)
    return labels, scores[np.arange(len(scores)), labels]


def suppressed(boxes, scores, labels, iou, most=300):
    kept = torchvision.ops.batched_nms(torch.tensor(boxes), torch.tensor(scores), torch.tensor(labels), iou)
    return kept.numpy()[:most]


def answer(boxes, scores, labels):
    """Without boxes that show nothing of the image, most confident first."""
    seen = np.flatnonzero((boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1]))
    order = seen[np.argsort(-scores[seen], kind="stable")]
    return [[*map(float, boxes[i]), float(scores[i]), int(labels[i])] for i in order]


def by_ultralytics(model, image, folder, **options):
    """Ultralytics' own program from file to boxes."""
    from ultralytics import YOLO

    path = folder / "model.onnx"
    onnx.save(model, path)
    picture_file = folder / "image.png"
    Image.fromarray(image).save(picture_file)
    result = YOLO(str(path), task="detect").predict(
        str(picture_file), conf=LEAST, verbose=False, device="cpu", save=False, **options
    )[0].boxes
    return answer(result.xyxy.numpy(), result.conf.numpy(), result.cls.numpy())


def letterboxed(image, width, height, centred):
    ratio = min(width / image.shape[1], height / image.shape[0])
    rounded = round if centred else int
    w, h = rounded(image.shape[1] * ratio), rounded(image.shape[0] * ratio)
    left, top = ((width - w) // 2, (height - h) // 2) if centred else (0, 0)
    canvas = np.full((height, width, 3), 114, np.uint8)
    canvas[top : top + h, left : left + w] = cv2.resize(image, (w, h), interpolation=cv2.INTER_LINEAR)
    return canvas, ratio, np.array([left, top] * 2)


def by_objectness(model, image):
    canvas, ratio, offset = letterboxed(image, 96, 64, True)
    rows = run(model, planes(canvas) / 255)[0][0]
    labels, scores = best_of_each(rows[:, 5:] * rows[:, 4:5])
    kept = scores > LEAST
    boxes, scores, labels = corners(rows[kept, :4]), scores[kept], labels[kept]
    chosen = suppressed(boxes, scores, labels, 0.45)
    return answer(clipped((boxes[chosen] - offset) / ratio, image), scores[chosen], labels[chosen])


def by_grid(model, image):
    canvas, ratio, _ = letterboxed(image, 96, 64, False)
    rows = run(model, planes(canvas[:, :, ::-1]))[0][0]
    points, strides = networks.centres(96, 64)
    corner, stride = points.T / strides.T - 0.5, strides.T
    boxes = corners(np.concatenate([(rows[:, :2] + corner) * stride, np.exp(rows[:, 2:4]) * stride], 1))
    labels, scores = best_of_each(rows[:, 5:] * rows[:, 4:5])
    kept = scores > LEAST
    boxes, scores, labels = boxes[kept], scores[kept], labels[kept]
    chosen = suppressed(boxes, scores, labels, 0.45)
    return answer(clipped(boxes[chosen] / ratio, image), scores[chosen], labels[chosen])


def by_rt_detr(model, image):
    resized = np.asarray(Image.fromarray(image).resize((96, 96), Image.BILINEAR))
    size = np.array([[image.shape[1], image.shape[0]]], np.int64)
    labels, boxes, scores = (it[0] for it in run(model, planes(resized) / 255, orig_target_sizes=size))
    kept = np.flatnonzero(scores > LEAST)
    kept = kept[np.argsort(-scores[kept], kind="stable")][:300]
    return answer(clipped(boxes[kept], image), scores[kept], labels[kept])


def by_rf_detr(model, image):
    """All pairs of box and class, the best 300; resized without antialiasing, as since version 1.9."""
    tensor = torchvision.transforms.functional.to_tensor(image)
    tensor = torchvision.transforms.functional.resize(tensor, [96, 96], antialias=False)
    tensor = torchvision.transforms.functional.normalize(tensor, *map(list, IMAGENET))
    boxes, logits = (torch.tensor(it[0]) for it in run(model, tensor[None].numpy()))
    scores, pairs = logits.sigmoid().flatten().topk(300)
    kept = scores > LEAST
    scores, pairs = scores[kept], pairs[kept]
    found = corners(boxes.numpy())[pairs // logits.shape[1]] * np.array([image.shape[1], image.shape[0]] * 2)
    return answer(clipped(found, image), scores.numpy(), (pairs % logits.shape[1]).numpy())


def by_detr(model, image):
    """Softmax, the last column for no object; the input here is a stretched image."""
    resized = np.asarray(Image.fromarray(image).resize((96, 96), Image.BILINEAR)) / 255
    boxes, logits = (torch.tensor(it[0]) for it in run(model, planes((resized - IMAGENET[0]) / IMAGENET[1])))
    scores, labels = logits.softmax(1)[:, :-1].max(1)
    kept = (scores > LEAST).numpy()
    found = corners(boxes.numpy())[kept] * np.array([image.shape[1], image.shape[0]] * 2)
    order = np.argsort(-scores.numpy()[kept], kind="stable")[:100]
    return answer(clipped(found, image)[order], scores.numpy()[kept][order], labels.numpy()[kept][order])


def torchvision_detector(seed):
    """A Faster R-CNN of few numbers that is torchvision's in all steps."""
    from torchvision.models.detection import FasterRCNN
    from torchvision.models.detection.rpn import AnchorGenerator

    torch.manual_seed(seed)
    backbone = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 7, 4, 3), torch.nn.ReLU(), torch.nn.Conv2d(8, 8, 3, 4, 1), torch.nn.ReLU()
    )
    backbone.out_channels = 8
    head = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(8 * 2 * 2, 16), torch.nn.ReLU())
    detector = FasterRCNN(
        backbone,
        rpn_anchor_generator=AnchorGenerator(((16, 32),), ((0.5, 1.0, 2.0),)),
        box_roi_pool=torchvision.ops.MultiScaleRoIAlign(["0"], 2, 2),
        box_head=head,
        box_predictor=torchvision.models.detection.faster_rcnn.FastRCNNPredictor(16, networks.CLASSES + 1),
        min_size=64,
        max_size=128,
        rpn_pre_nms_top_n_test=60,
        rpn_post_nms_top_n_test=30,
    ).eval()
    with torch.no_grad():
        for name, weights in detector.named_parameters():
            weights.normal_(0, 0.3 if "backbone" in name else 0.15)
    return detector


def torchvision_model(detector, folder):
    path = folder / "torchvision.onnx"
    torch.onnx.export(
        detector,
        ([torch.rand(3, 75, 120)],),
        str(path),
        opset_version=16,
        input_names=["image"],
        output_names=["boxes", "labels", "scores"],
        dynamic_axes={"image": {1: "height", 2: "width"}, "boxes": {0: "n"}, "labels": {0: "n"}, "scores": {0: "n"}},
        dynamo=False,
    )
    return onnx.load(path)


def by_torchvision(detector, image):
    with torch.no_grad():
        found = detector([torchvision.transforms.functional.to_tensor(image)])[0]
    kept = found["scores"] > LEAST
    boxes, scores, labels = (found[it][kept].numpy() for it in ("boxes", "scores", "labels"))
    return answer(boxes, scores, labels - 1)


def cases(folder):
    """Name, model, and the function from an image to what is found in it."""
    plain, half = networks.class_rows(1), networks.class_rows(1, half=True)
    fixed = {"imgsz": (64, 96)}
    yield "ultralytics", plain, lambda it: by_ultralytics(plain, it, folder, **fixed)
    yield "ultralytics-half", half, lambda it: by_ultralytics(half, it, folder, half=True, **fixed)
    any_size = networks.class_rows_of_any_size(2)
    yield "ultralytics-any-size", any_size, lambda it: by_ultralytics(any_size, it, folder, imgsz=96)
    finished = networks.finished_rows(3)
    yield "ultralytics-nms", finished, lambda it: by_ultralytics(finished, it, folder, **fixed)
    objectness = networks.objectness_rows(4)
    yield "yolov5", objectness, lambda it: by_objectness(objectness, it)
    grid = networks.grid_rows(5)
    yield "yolox", grid, lambda it: by_grid(grid, it)
    rt_detr = networks.finished_boxes(6)
    yield "rt-detr", rt_detr, lambda it: by_rt_detr(rt_detr, it)
    rf_detr = networks.scored_boxes(7, ("dets", "labels"))
    yield "rf-detr", rf_detr, lambda it: by_rf_detr(rf_detr, it)
    detr = networks.scored_boxes(8, ("pred_boxes", "logits"), columns=networks.CLASSES + 1)
    yield "detr", detr, lambda it: by_detr(detr, it)
    detector = torchvision_detector(9)
    yield "torchvision", torchvision_model(detector, folder), lambda it: by_torchvision(detector, it)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--work", type=Path, required=True, help="folder for files in between")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    arguments.work.mkdir(parents=True, exist_ok=True)
    for name, model, found in cases(arguments.work):
        onnx.save(model, arguments.out / f"{name}.onnx")
        answers = [{"width": w, "height": h, "found": found(picture(w, h))} for w, h in SIZES]
        (arguments.out / f"{name}.json").write_text(json.dumps(answers) + "\n")
        print(name, [len(it["found"]) for it in answers], (arguments.out / f"{name}.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
