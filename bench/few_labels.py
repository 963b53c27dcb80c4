"""What the rivals on few labels share: lists of images, and results in COCO's form."""

import json
from pathlib import Path

IMAGE_FILES = {".jpg", ".jpeg", ".png"}


def names(file):
    """The first word of each line; of a JSON file the list, or what an object (initial.json of a run) has under images. Image endings go."""
    text = Path(file).read_text()
    if Path(file).suffix == ".json":
        held = json.loads(text)
        held = held if isinstance(held, list) else held["images"]
    else:
        held = [line.split()[0] for line in text.splitlines() if line.strip()]
    return [without_ending(name) for name in held]


def without_ending(name):
    path = Path(name)
    return (path.with_suffix("") if path.suffix.lower() in IMAGE_FILES else path).as_posix()


def image_path(root, name):
    """The image of that name in a VOC folder, whatever its ending."""
    found = sorted((Path(root) / "JPEGImages").glob(f"{name}.*"))
    if not found:
        raise SystemExit(f"{root}/JPEGImages: no image is named {name}")
    return found[0]


def results(name, boxes, labels, scores):
    """COCO results of one image under its name: boxes are corners in its pixels, labels count from 1."""
    return [
        {"image_id": name, "category_id": label, "bbox": [x1, y1, x2 - x1, y2 - y1], "score": score}
        for (x1, y1, x2, y2), label, score in zip(boxes, labels, scores)
    ]
