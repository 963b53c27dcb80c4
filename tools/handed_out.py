"""Reads folders `to-label` with datumaro, the library with which CVAT reads data sets, and compares their boxes.

    python tools/handed_out.py COCO_FOLDER VOC_FOLDER YOLO_FOLDER

The three are folders of runs that differ in `oracle.format` alone and hand out guesses. Every box must be read from each of
them, in VOC, which counts pixels from 1, within a pixel. Needs: pip install datumaro (1.13.12 was used).
"""

import json
import sys
from pathlib import Path

from datumaro.components.annotation import AnnotationType
from datumaro.components.dataset import Dataset

FORMATS = (("coco_instances", 0.01), ("voc_detection", 1.01), ("yolo", 0.01))


def truth(coco):
    """Boxes by image, as the COCO file itself says them."""
    content = json.loads((coco / "annotations/instances_to-label.json").read_text())
    names = {image["id"]: Path(image["file_name"]).stem for image in content["images"]}
    boxes = {name: [] for name in names.values()}
    for annotation in content["annotations"]:
        boxes[names[annotation["image_id"]]].append(annotation["bbox"])
    return boxes


def farthest(found, wanted):
    """How far the farthest side of any box is from that of the box it is nearest to."""
    return max((min(max(abs(a - b) for a, b in zip(box, other)) for other in wanted) for box in found), default=0)


def check(folder, kind, tolerance, wanted):
    dataset = Dataset.import_from(str(folder), kind)
    count, worst = 0, 0.0
    for item in dataset:
        boxes = [it.get_bbox() for it in item.annotations if it.type == AnnotationType.bbox]
        count += len(boxes)
        worst = max(worst, farthest(boxes, wanted[Path(item.id).name]))
    names = [label.name for label in dataset.categories()[AnnotationType.label]]
    expected = sum(map(len, wanted.values()))
    print(f"{kind}: {len(dataset)} images, {count} of {expected} boxes, {worst:.4f} pixels apart at most, classes {names}")
    return count == expected and worst <= tolerance and len(dataset) == len(wanted)


if __name__ == "__main__":
    folders = [Path(name) for name in sys.argv[1:4]]
    boxes = truth(folders[0])
    good = [check(folder, kind, tolerance, boxes) for folder, (kind, tolerance) in zip(folders, FORMATS)]
    sys.exit(0 if all(good) else 1)
