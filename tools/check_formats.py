"""Writes a data set with odd names in every format by `huale convert` and has the programs that own the formats read it back.

    python tools/check_formats.py --huale bin/huale [--data voc:DIR:SPLIT]

Every reader must give the same images with the same boxes and class names as the source, which is read here by a few lines of Python.
"""
import argparse
import contextlib
import csv
import io
import json
import logging
import math
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET
from pathlib import Path

CLASSES = ["no", "null", "1", "ünïcode", "say \"hi\"", "a,b", "<b>bold</b>", "=1+1", "it's", "100%", "back\\slash"]
# datumaro takes a line that begins with # in a list of images for a comment, so that no name here does.
FILES = ["plain.png", "with space.png", "é.png", "a#1.png", "%41.png", "a,b.png", "deep/er/1.png", "other/1.png", "empty.png"]
PIXELS = 1e-4  # Ultralytics keeps boxes in 32 bits


def make_source(folder):
    """A VOC folder with two boxes in every image but the last; VOC counts pixels from 1."""
    from PIL import Image
    (folder / "ImageSets/Main").mkdir(parents=True)
    (folder / "labels.txt").write_text("\n".join(CLASSES) + "\n", encoding="utf-8")
    for number, name in enumerate(FILES):
        image = folder / "JPEGImages" / name
        image.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48), (number * 20, 99, 50)).save(image)
        root = ET.Element("annotation")
        size = ET.SubElement(root, "size")
        ET.SubElement(size, "width").text, ET.SubElement(size, "height").text = "64", "48"
        for k in range(0 if name == "empty.png" else 2):
            box = ET.SubElement(root, "object")
            ET.SubElement(box, "name").text = CLASSES[(2 * number + k) % len(CLASSES)]
            corners = ET.SubElement(box, "bndbox")
            for key, value in zip(("xmin", "ymin", "xmax", "ymax"), (number + 1, 3 + k, number + 20.5, 30 + k)):
                ET.SubElement(corners, key).text = str(value)
        xml = folder / "Annotations" / (name[:-4] + ".xml")
        xml.parent.mkdir(parents=True, exist_ok=True)
        ET.ElementTree(root).write(xml, encoding="utf-8")
    ids = [name[:-4] for name in FILES]
    (folder / "ImageSets/Main/train.txt").write_text("\n".join(ids) + "\n", encoding="utf-8")
    return f"voc:{folder}:train"


def truth(locator):
    """Boxes by image id: (class, x1, y1, x2, y2)."""
    folder, split = locator[len("voc:"):].rsplit(":", 1)
    boxes = {}
    for name in (Path(folder) / "ImageSets/Main" / (split + ".txt")).read_text(encoding="utf-8").splitlines():
        found = []
        for one in ET.parse(Path(folder) / "Annotations" / (name + ".xml")).getroot().iter("object"):
            corner = one.find("bndbox")
            x1, y1, x2, y2 = (float(corner.find(key).text) for key in ("xmin", "ymin", "xmax", "ymax"))
            found.append((one.find("name").text, x1 - 1, y1 - 1, x2, y2))
        boxes[name] = found
    return boxes


def stem(path):
    return os.path.splitext(path)[0]


def as_it_is(boxes):
    return boxes


def once(boxes):
    """Ultralytics takes one of several equal rows."""
    return list(dict.fromkeys(boxes))


def from_zero(boxes):
    """datumaro takes VOC's upper left corner, which is counted from 1, as it stands."""
    return [(c, x1 + 1, y1 + 1, x2, y2) for c, x1, y1, x2, y2 in boxes]


def differences(expected, actual, as_read):
    """Lines on what differs; `as_read` is what a reader is known to make of boxes."""
    lines = [f"image {name!r} is in one of both only" for name in sorted(set(expected) ^ set(actual))]
    for name in sorted(set(expected) & set(actual)):
        mine, theirs = in_order(as_read(expected[name])), in_order(actual[name])
        if len(mine) != len(theirs) or not all(is_same(a, b) for a, b in zip(mine, theirs)):
            lines.append(f"image {name!r}: {mine[:2]} became {theirs[:2]}")
    return lines


def in_order(boxes):
    return sorted(boxes, key=lambda box: (box[0], *(round(value, 2) for value in box[1:])))


def is_same(one, other):
    return one[0] == other[0] and all(math.isclose(p, q, abs_tol=PIXELS) for p, q in zip(one[1:], other[1:]))


def read_yolo(out):
    from ultralytics.data.dataset import YOLODataset
    from ultralytics.data.utils import check_det_dataset
    data = check_det_dataset(str(out / "data.yaml"), autodownload=False)
    dataset = YOLODataset(img_path=data["train"], data=data, task="detect", augment=False)
    boxes = {}
    for label in dataset.labels:
        height, width = label["shape"]
        found = []
        for number, (cx, cy, w, h) in zip(label["cls"][:, 0], label["bboxes"].astype(float)):
            cx, w, cy, h = cx * width, w * width, cy * height, h * height
            found.append((data["names"][int(number)], cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2))
        boxes[stem(os.path.relpath(label["im_file"], data["train"]))] = found
    return boxes


def read_coco(out):
    from pycocotools.coco import COCO
    coco = COCO(str(out / "annotations/instances_train.json"))
    names = {number: one["name"] for number, one in coco.cats.items()}
    return coco_boxes(coco, names)


def coco_boxes(coco, names, name_of=stem):
    boxes = {}
    for number, image in coco.imgs.items():
        found = []
        for one in coco.loadAnns(coco.getAnnIds(imgIds=[number])):
            x, y, w, h = one["bbox"]
            found.append((names[one["category_id"]], x, y, x + w, y + h))
        boxes[name_of(image["file_name"])] = found
    return boxes


def read_by_datumaro(form):
    def read(out):
        import datumaro
        data = datumaro.Dataset.import_from(str(out), form)
        labels = [one.name for one in data.categories()[datumaro.AnnotationType.label]]
        boxes = {}
        for item in data:
            boxes[item.id] = [(labels[one.label], *one.points) for one in item.annotations if isinstance(one, datumaro.Bbox)]
        return boxes
    return read


def read_labelstudio(out):
    """Every task by the SDK's checks, then all of them through its converter."""
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface
    from pycocotools.coco import COCO
    config = (out / "label_config.xml").read_text(encoding="utf-8")
    interface = LabelInterface(config)
    interface.validate()
    tasks = json.loads((out / "tasks.json").read_text(encoding="utf-8"))
    for task in tasks:
        assert all(interface.validate_annotation(one) for one in task["annotations"]), task
    work = Path(tempfile.mkdtemp())
    os.environ["LOCAL_FILES_DOCUMENT_ROOT"] = str(out)
    converter = Converter(config=config, project_dir=str(work), download_resources=False)
    converter.convert_to_coco(str(out / "tasks.json"), str(work / "coco"), is_dir=False)
    coco = COCO(str(work / "coco/result.json"))
    names = {number: one["name"] for number, one in coco.cats.items()}
    name_of = lambda url: stem(os.path.relpath(urllib.parse.unquote(url.split("?d=")[-1]), "images"))
    return coco_boxes(coco, names, name_of)


def read_labelme(out):
    boxes = {}
    for file in out.rglob("*.json"):
        one = json.loads(file.read_text(encoding="utf-8"))
        assert (file.parent / one["imagePath"]).is_file()
        boxes[stem(str(file.relative_to(out)))] = [
            (shape["label"], *shape["points"][0], *shape["points"][1]) for shape in one["shapes"] if shape["shape_type"] == "rectangle"]
    return boxes


def read_createml(out):
    boxes = {}
    for one in json.loads((out / "_annotations.createml.json").read_text(encoding="utf-8")):
        found = []
        for a in one["annotations"]:
            c = a["coordinates"]
            found.append((a["label"], c["x"] - c["width"] / 2, c["y"] - c["height"] / 2,
                          c["x"] + c["width"] / 2, c["y"] + c["height"] / 2))
        boxes[stem(one["image"])] = found
    return boxes


def read_via(out):
    project = json.loads((out / "via_project.json").read_text(encoding="utf-8"))
    images = project["_via_img_metadata"]
    assert list(images) == project["_via_image_id_list"]
    boxes = {}
    for key, one in images.items():
        assert key == one["filename"] + str((out / one["filename"]).stat().st_size)
        found = []
        for region in one["regions"]:
            s = region["shape_attributes"]
            found.append((region["region_attributes"]["class"], s["x"], s["y"], s["x"] + s["width"], s["y"] + s["height"]))
        boxes[stem(os.path.relpath(one["filename"], "images"))] = found
    return boxes


def read_csv(out):
    boxes = {}
    with open(out / "_annotations.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = boxes.setdefault(stem(os.path.relpath(row["filename"], "images")), [])
            if row["class"]:
                found.append((row["class"], *(float(row[key]) for key in ("xmin", "ymin", "xmax", "ymax"))))
    return boxes


# What is written where, who reads it and what it is known to make of boxes.
CHECKS = [
    ("yolo", "yolo:OUT:train", "Ultralytics", read_yolo, once),
    ("coco", "coco:OUT/annotations/instances_train.json", "pycocotools", read_coco, as_it_is),
    ("voc", "voc:OUT:train", "datumaro", read_by_datumaro("voc_detection"), from_zero),
    ("cvat", "cvat:OUT", "datumaro", read_by_datumaro("cvat"), as_it_is),
    ("labelstudio", "labelstudio:OUT", "label-studio-sdk", read_labelstudio, as_it_is),
    ("openimages", "openimages:OUT/train-annotations-bbox.csv:OUT/images/train", "datumaro", read_by_datumaro("open_images"), as_it_is),
    ("labelme", "labelme:OUT", "Python", read_labelme, as_it_is),
    ("createml", "createml:OUT", "Python", read_createml, as_it_is),
    ("via", "via:OUT", "Python", read_via, as_it_is),
    ("csv", "csv:OUT", "Python", read_csv, as_it_is),
]


def check(huale, source, expected, one, folder):
    name, target, who, read, as_read = one
    out = folder / name
    subprocess.run([*huale.split(), "convert", source, target.replace("OUT", str(out))], check=True, capture_output=True, text=True)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            actual = read(out)
        lines = differences(expected, actual, as_read)
    except Exception as fault:  # whatever a reader does not like is what is looked for
        lines = [f"{type(fault).__name__}: {str(fault)[:300]}"]
    boxes = sum(len(boxes) for boxes in expected.values())
    print(f"{name}: {who}: " + (f"{len(expected)} images, {boxes} boxes, the same" if not lines else f"{len(lines)} differences"))
    for line in lines[:5]:
        print("   ", line)
    return not lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--huale", default="bin/huale")
    parser.add_argument("--data", help="a VOC data set with a split instead of the drawn one")
    parser.add_argument("--formats", nargs="*", help="only these")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    folder = Path(tempfile.mkdtemp(prefix="formats-"))
    try:
        source = arguments.data or make_source(folder / "source")
        expected = truth(source)
        wanted = [one for one in CHECKS if not arguments.formats or one[0] in arguments.formats]
        good = [check(arguments.huale, source, expected, one, folder) for one in wanted]
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
