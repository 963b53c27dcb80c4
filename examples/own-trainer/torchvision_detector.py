"""Trains torchvision's Faster R-CNN for HUALE, and detects with it.

    python torchvision_detector.py train --coco A.json --weights W.pt --epochs 30 --batch 4 --seed 1 --threads 1
    python torchvision_detector.py predict --coco B.json --weights W.pt --predictions P.json --threads 1

Needs torch, torchvision and Pillow. The network begins with random weights: give --start for others, a state dict of the
same model.
"""

import argparse
import json
import math
import pathlib

import PIL.Image
import PIL.ImageOps
import torch
import torchvision
from torchvision.transforms.functional import pil_to_tensor

SIDE = 160  # shorter side of the images, small for speed on a CPU
MODEL = torchvision.models.detection.fasterrcnn_mobilenet_v3_large_320_fpn


def network(classes, start=None):
    model = MODEL(
        weights=None, weights_backbone=None, num_classes=classes + 1, min_size=SIDE, max_size=2 * SIDE,
        box_score_thresh=0.05)
    if start:
        model.load_state_dict(torch.load(start, weights_only=True)["model"])
    return model


def read(coco):
    """The images of a COCO file in its order, each with path, boxes and labels from 1."""
    file = pathlib.Path(coco)
    content = json.loads(file.read_text())
    images = {it["id"]: {"id": it["id"], "path": file.parent / "images" / it["file_name"], "boxes": [], "labels": []}
              for it in content["images"]}  # names with an absolute path stay as they are
    for it in content["annotations"]:
        x, y, width, height = it["bbox"]
        images[it["image_id"]]["boxes"].append([x, y, x + width, y + height])
        images[it["image_id"]]["labels"].append(it["category_id"])
    return list(images.values()), len(content["categories"])


def pixels(image):
    upright = PIL.ImageOps.exif_transpose(PIL.Image.open(image["path"])).convert("RGB")
    return pil_to_tensor(upright).float() / 255


def example(image, random):
    tensor = pixels(image)
    boxes = torch.tensor(image["boxes"], dtype=torch.float32).reshape(-1, 4)
    if torch.rand((), generator=random) < 0.5:
        tensor = tensor.flip(-1)
        boxes = torch.stack(
            [tensor.shape[-1] - boxes[:, 2], boxes[:, 1], tensor.shape[-1] - boxes[:, 0], boxes[:, 3]], 1)
    return tensor, {"boxes": boxes, "labels": torch.tensor(image["labels"], dtype=torch.int64)}


def train(options):
    images, classes = read(options.coco)
    model = network(classes, options.start).train()
    random = torch.Generator().manual_seed(options.seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-4, weight_decay=1e-4)
    steps = options.epochs * math.ceil(len(images) / options.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=5e-4, total_steps=steps, pct_start=0.1)
    for epoch in range(options.epochs):
        total = 0
        for chosen in torch.randperm(len(images), generator=random).split(options.batch):
            examples = [example(images[i], random) for i in chosen]
            loss = sum(model([it[0] for it in examples], [it[1] for it in examples]).values())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 10)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        print(f"epoch {epoch + 1} of {options.epochs}: loss {total / len(images):.4f}", flush=True)
    torch.save({"model": model.state_dict(), "classes": classes}, options.weights)


def predict(options):
    images, classes = read(options.coco)
    model = network(classes, options.weights).eval()
    results = []
    with torch.inference_mode():
        for image in images:
            found = model([pixels(image)])[0]
            for (x1, y1, x2, y2), label, score in zip(
                    found["boxes"].tolist(), found["labels"].tolist(), found["scores"].tolist()):
                results.append({"image_id": image["id"], "category_id": label, "score": score,
                                "bbox": [x1, y1, x2 - x1, y2 - y1]})
    pathlib.Path(options.predictions).write_text(json.dumps(results))
    print(f"{len(results)} detections in {len(images)} images")


def main():
    parser = argparse.ArgumentParser()
    steps = parser.add_subparsers(dest="step", required=True)
    for step in train, predict:
        of_step = steps.add_parser(step.__name__)
        of_step.add_argument("--coco", required=True)
        of_step.add_argument("--weights", required=True)
        of_step.add_argument("--threads", type=int, default=1)
        of_step.set_defaults(run=step)
        if step is train:
            of_step.add_argument("--epochs", type=int, required=True)
            of_step.add_argument("--batch", type=int, default=4)
            of_step.add_argument("--seed", type=int, default=0)
            of_step.add_argument("--start")
        else:
            of_step.add_argument("--predictions", required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(getattr(options, "seed", 0))
    options.run(options)


main()
