"""The rival's selection: CALD as its scripts work, one image at a time, five forwards, loops over boxes in Python.

Prints the images in the order of their value, and the seconds that it took, reading of images included, start of Python not.
"""

import argparse
import math
import random
import time
from pathlib import Path

import safetensors.torch
import torch
from torchvision.ops import batched_nms, box_iou, clip_boxes_to_image, remove_small_boxes
from torchvision.transforms.functional import pil_to_tensor, to_pil_image

from train_torchvision import VocFolder, detector

BASE_POINT = 1.3
EPILOG = "The network is by default that of mobilenet-v2-fpn; what the weights were trained with otherwise has to be said."


# --- detector -------------------------------------------------------------------------------------------------------


def keep_distributions(model):
    """Detections carry the class distribution of their region, and its highest foreground probability."""
    heads = model.roi_heads

    def postprocess(logits, regression, proposals, sizes):
        distribution = torch.softmax(logits, -1)
        classes = logits.shape[-1]
        boxes = clip_boxes_to_image(heads.box_coder.decode(regression, proposals), sizes[0])[:, 1:].reshape(-1, 4)
        scores = distribution[:, 1:].reshape(-1)
        labels = torch.arange(1, classes).expand(len(logits), -1).reshape(-1)
        origin = torch.arange(len(logits))[:, None].expand(-1, classes - 1).reshape(-1)
        kept = torch.where(scores > heads.score_thresh)[0]
        kept = kept[remove_small_boxes(boxes[kept], 1e-2)]
        kept = kept[batched_nms(boxes[kept], scores[kept], labels[kept], heads.nms_thresh)][: heads.detections_per_img]
        rows = distribution[origin[kept]]
        found = {"boxes": boxes[kept], "labels": labels[kept], "scores": scores[kept]}
        return found, rows, rows[:, 1:].max(1).values

    def forward(features, proposals, sizes, targets=None):
        regions = heads.box_head(heads.box_roi_pool(features, proposals, sizes))
        logits, regression = heads.box_predictor(regions)
        found, rows, highest = postprocess(logits, regression, proposals, sizes)
        return [{**found, "props": rows, "prob_max": highest}], {}

    heads.forward = forward


# --- views: the image and, as plain numbers, where its boxes go -----------------------------------------------------


def mirrored(image, boxes):
    width = image.shape[-1]
    return image.flip(-1), [[width - x2, y1, width - x1, y2] for x1, y1, x2, y2 in boxes]


def cut_out(image, boxes, draws):
    height, width = image.shape[-2:]
    covered = image.clone()
    for _ in range(2):
        for _ in range(50):
            w, h = (draws.uniform(0.05, 0.2) * side for side in (width, height))
            x, y = draws.uniform(0, width - w), draws.uniform(0, height - h)
            most = max(share(box, (x, y, x + w, y + h)) for box in boxes)
            if 0.1 < most < 0.4:
                covered[:, int(y) : int(y + h), int(x) : int(x + w)] = 0
                break
    return covered, boxes


def share(box, other):
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    return max(0, width) * max(0, height) / max(1e-9, (box[2] - box[0]) * (box[3] - box[1]))


def smaller(image, boxes, factor=0.8):
    size = [int(side * factor) for side in image.shape[-2:]]
    shrunken = torch.nn.functional.interpolate(image[None], size=size, mode="bilinear")[0]
    return shrunken, [[value * factor for value in box] for box in boxes]


def turned(image, boxes, degrees=5):
    height, width = image.shape[-2:]
    picture = to_pil_image(image).rotate(degrees, expand=True)
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    scale = width / picture.width, height / picture.height
    placed = []
    for x1, y1, x2, y2 in boxes:
        corners = [(x - width / 2, y - height / 2) for x, y in ((x1, y1), (x2, y1), (x1, y2), (x2, y2))]
        xs = [(cosine * x + sine * y + picture.width / 2) * scale[0] for x, y in corners]
        ys = [(-sine * x + cosine * y + picture.height / 2) * scale[1] for x, y in corners]
        placed.append([min(xs), min(ys), max(xs), max(ys)])
    return pil_to_tensor(picture.resize((width, height))).float().div(255), placed


# --- value of an image ----------------------------------------------------------------------------------------------


def divergence(p, q):
    """Jensen-Shannon, in nats."""
    middle = (p + q) / 2
    terms = [torch.where(d > 0, d * (d / middle).log(), torch.zeros_like(d)).sum() for d in (p, q)]
    return max(0.0, float(sum(terms)) / 2)


def view_value(reference, placed, found):
    """The least distance to the base point over the boxes of the image, each with what overlaps it most."""
    if len(found["boxes"]) == 0:
        return 0.0
    least = 1.0
    for k, box in enumerate(placed):
        overlap = box_iou(torch.tensor([box]), found["boxes"])[0]
        j = int(overlap.argmax())
        likeness = 1 - divergence(reference["props"][k], found["props"][j])
        agreement = float(overlap[j]) + 0.5 * likeness * float(reference["prob_max"][k] + found["prob_max"][j])
        least = min(least, abs(agreement - BASE_POINT))
    return least


@torch.inference_mode()
def value(model, image, draws):
    reference = model([image])[0]
    if len(reference["boxes"]) == 0:
        return 0.0
    boxes = reference["boxes"].tolist()
    views = [mirrored(image, boxes), cut_out(image, boxes, draws), smaller(image, boxes), turned(image, boxes)]
    return sum(view_value(reference, placed, model([view])[0]) for view, placed in views) / len(views)


# --- command --------------------------------------------------------------------------------------------------------


def options():
    parser = argparse.ArgumentParser(description=__doc__, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="a VOC year folder")
    parser.add_argument("--split", default="trainval")
    parser.add_argument("--weights", type=Path, required=True, help="of HUALE's mobilenet-v2-fpn, .safetensors")
    parser.add_argument("--anchor-sizes", default="24,34/48,68/96,136/192,272")
    parser.add_argument("--min-size", type=int, default=320)
    parser.add_argument("--max-size", type=int, default=640)
    parser.add_argument("--padding", default="same", choices=["same", "symmetric"])
    maps = parser.add_mutually_exclusive_group()
    maps.add_argument("--taps", type=int, nargs="+", default=[6, 13, 17], help="feature layers, the ends of stages")
    maps.add_argument("--returned-layers", type=int, nargs="+", help="instead: stages C0..C5, the first layer of each")
    parser.add_argument("--anchor-ratios", type=float, nargs="+", default=[0.5, 1.0, 2.0])
    parser.add_argument("--proposals", type=int, default=300, help="kept for detection")
    parser.add_argument("--fpn-channels", type=int, default=128)
    parser.add_argument("--representation", type=int, default=512)
    parser.add_argument("--backbone-weights", type=Path, required=True, help="MobileNetV2, .safetensors; replaced")
    parser.add_argument("--budget", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def model_of(args, classes):
    args.taps = None if args.returned_layers else args.taps
    args.proposals = [args.proposals] * 4
    only_in_training = dict(trainable_layers=0, frozen_layers=None, rpn_foreground=0.7, rpn_samples=256, rois=64)
    for name, setting in only_in_training.items():
        setattr(args, name, setting)
    model = detector(args, classes)
    model.load_state_dict(safetensors.torch.load_file(args.weights), strict=True)
    keep_distributions(model)
    return model.eval()


def main():
    args = options()
    torch.set_num_threads(args.threads)
    folder = VocFolder(args.data, args.split)
    model = model_of(args, len(folder.classes))
    draws = random.Random(1)
    began = time.perf_counter()
    values = {name: value(model, folder.image(name), draws) for name in folder.names}
    chosen = sorted(values, key=lambda name: (values[name], name))[: args.budget]
    seconds = time.perf_counter() - began
    print(" ".join(chosen))
    print(f"{len(values)} images in {seconds:.1f} s, {len(values) / seconds:.2f} images/s")


if __name__ == "__main__":
    main()
