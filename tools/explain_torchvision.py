"""Why the exported Faster R-CNN of torchvision finds something else than torchvision itself in some images.

Shows the detector of `detector_families.py` each image in four ways: torchvision in 32 bits, in 64 bits, in 32 bits with the
scores that go into each suppression shaken in their last digits, and the exported file by ONNX Runtime in Python. Each
suppression of the file is done again by torchvision on the file's own numbers, which tells whether suppression itself differs,
and the size that images are resized to is compared. With `--huale`, HUALE is shown the images, too. Exits with 1 where
suppression differs, or HUALE finds something else in the file than Python.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torchvision

from compare_onnx import by_huale, unpaired
from detector_families import CLASSES, LEAST, rgb, torchvision_detector, torchvision_export

NAME = "fasterrcnn_mobilenet_v3_large_320_fpn"
SHAKEN, SEEDS = 3e-7, 5
suppress = torchvision.ops.boxes.batched_nms


def nodes_with(graph, kind):
    """Nodes of the graph that are of a kind or have one within."""
    return [it for it in graph.node if it.op_type == kind or any(nodes_with(inner, kind) for inner in graphs(it))]


def graphs(node):
    return [it.g for it in node.attribute if it.HasField("g")]


def taken(node):
    """The values of the graph around it that a node takes, also within."""
    names = list(node.input)
    for graph in graphs(node):
        made = {name for it in graph.node for name in it.output} | {it.name for it in graph.initializer}
        names += [name for it in graph.node for name in taken(it) if name not in made]
    return list(dict.fromkeys(filter(None, names)))


class ExportedFile:
    """The file by ONNX Runtime, with the numbers around its suppressions."""

    def __init__(self, path):
        model = onnx.load(path)
        self.suppressions = nodes_with(model.graph, "NonMaxSuppression")
        self.sides = next(it for it in model.graph.node if it.op_type == "Resize").output[0]
        known = {it.name for it in model.graph.initializer}
        known |= {name for it in model.graph.node if it.op_type == "Constant" for name in it.output}
        wanted = [self.sides]
        for it in self.suppressions:
            wanted += [name for name in taken(it) if name not in known] + list(it.output)
        for name in dict.fromkeys(wanted):
            model.graph.output.add().name = name
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def run(self, tensor):
        names = [it.name for it in self.session.get_outputs()]
        return dict(zip(names, self.session.run(None, {"image": tensor.numpy()})))

    def suppresses_alike(self, values, thresholds):
        """Whether torchvision keeps the same of what goes into each suppression."""
        alike = True
        for node, iou in zip(self.suppressions, thresholds):
            given = [values[name] for name in taken(node) if name in values]
            boxes = next(it for it in given if it.ndim == 2)
            scores = next(it for it in given if it.ndim == 1 and it.dtype == np.float32)
            groups = next(it for it in given if it.ndim == 1 and it.dtype == np.int64)
            kept = suppress(*map(torch.tensor, (boxes, scores, groups)), iou)
            alike &= np.array_equal(kept.numpy(), values[node.output[0]])
        return alike


def by_torchvision(detector, tensor, shaken=None):
    """What it finds, and the size that it resizes to; with a generator, scores are shaken before they are put in order."""

    def shaking(boxes, scores, groups, iou):
        return suppress(boxes, scores * (1 + SHAKEN * (2 * torch.rand(len(scores), generator=shaken) - 1)), groups, iou)

    torchvision.ops.boxes.batched_nms = suppress if shaken is None else shaking
    try:
        with torch.no_grad():
            found = detector([tensor])[0]
            size = detector.transform([tensor])[0].image_sizes[0]
        return [found[it].numpy() for it in ("boxes", "labels", "scores")], size
    finally:
        torchvision.ops.boxes.batched_nms = suppress


def same(some, others):
    """How many are the same: class, sides within 0.5 px, score within 1e-3, and not of another box that is nearly there."""
    boxes, labels, scores = some
    left = [{"box": b, "confidence": s, "classIndex": k} for b, k, s in zip(*others)]
    alone = unpaired((boxes, scores, labels), left)[0]
    return len(scores) - sum(it[0] == "theirs" for it in alone)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for the model")
    parser.add_argument("--huale", help="the program, with options before the command")
    parser.add_argument("images", type=Path, nargs="+", help="PNG files")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    path = arguments.work / f"{NAME}.onnx"
    detector = torchvision_detector(NAME, num_classes=5, box_score_thresh=LEAST)
    torchvision_export(detector, path, ["boxes", "labels", "scores"])
    exact = torchvision_detector(NAME, num_classes=5, box_score_thresh=LEAST).double()
    exported = ExportedFile(path)
    thresholds = (detector.rpn.nms_thresh, detector.roi_heads.nms_thresh)
    answers = by_huale(arguments.huale, path, CLASSES, arguments.images) if arguments.huale else None
    failed = False
    print("| image | found | file as torchvision | 64 bits as torchvision | shaken as torchvision | resized to | in the file |")
    print("|---|---|---|---|---|---|---|")
    for i, image in enumerate(arguments.images):
        tensor = torchvision.transforms.functional.to_tensor(rgb(image))
        own, size = by_torchvision(detector, tensor)
        double = by_torchvision(exact, tensor.double())[0]
        shaken = [same(own, by_torchvision(detector, tensor, torch.Generator().manual_seed(it))[0]) for it in range(SEEDS)]
        values = exported.run(tensor)
        found = [values[it] for it in ("boxes", "labels", "scores")]
        height, width = values[exported.sides].shape[2:]
        print(
            f"| {image.stem} | {len(own[0])} | {same(own, found)} | {same(own, double)} | {min(shaken)} to {max(shaken)} |"
            f" {size[1]}x{size[0]} | {width}x{height} |",
            flush=True,
        )
        if not exported.suppresses_alike(values, thresholds):
            failed = True
            print("suppression differs on the same numbers")
        if answers:
            boxes, labels, scores = found
            alone = unpaired((boxes, scores, labels - 1), answers[i]["detections"])[0]
            failed |= bool(alone)
            if alone:
                print(f"HUALE and Python: {len(alone)} by one alone")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
