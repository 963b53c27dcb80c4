"""Average precision of the PASCAL VOC development kit, written out slowly from VOCevaldet.m and VOCap.m.

Works on the kit's own 1-based inclusive pixels, with its "+ 1", and on numpy alone, so that it shares nothing with the
program that it checks.
"""

import numpy as np


def overlap(a, b):
    """IoU of two boxes (xmin, ymin, xmax, ymax) in inclusive pixels."""
    width = min(a[2], b[2]) - max(a[0], b[0]) + 1
    height = min(a[3], b[3]) - max(a[1], b[1]) + 1
    if width <= 0 or height <= 0:
        return 0.0
    union = (a[2] - a[0] + 1) * (a[3] - a[1] + 1) + (b[2] - b[0] + 1) * (b[3] - b[1] + 1) - width * height
    return width * height / union


def average_precisions(objects, detections):
    """(eleven-point, all-point) of one class, or (-1, -1) without objects that count.

    objects: list of (image, box, difficult); detections: list of (image, box, confidence), in the order that breaks ties.
    """
    positives = sum(not difficult for _, _, difficult in objects)
    if positives == 0:
        return -1.0, -1.0
    found = [False] * len(objects)
    true, false = [], []
    for image, box, _ in sorted(detections, key=lambda d: -d[2]):
        best, best_overlap = -1, -np.inf
        for i, (object_image, object_box, _) in enumerate(objects):
            if object_image == image and overlap(box, object_box) > best_overlap:
                best, best_overlap = i, overlap(box, object_box)
        hit = best_overlap >= 0.5
        difficult = hit and objects[best][2]
        true.append(hit and not difficult and not found[best])
        false.append(not hit or (not difficult and found[best]))
        if true[-1]:
            found[best] = True
    recall = np.cumsum(true) / positives
    with np.errstate(invalid="ignore"):
        precision = np.nan_to_num(np.cumsum(true) / (np.cumsum(true) + np.cumsum(false)))
    return eleven_point(recall, precision), all_point(recall, precision)


def eleven_point(recall, precision):
    return sum(max(precision[recall >= t], default=0.0) / 11 for t in np.arange(0.0, 1.1, 0.1))


def all_point(recall, precision):
    recall = np.concatenate([[0], recall, [1]])
    precision = np.concatenate([[0], precision, [0]])
    for i in range(len(precision) - 2, -1, -1):
        precision[i] = max(precision[i], precision[i + 1])
    steps = np.where(recall[1:] != recall[:-1])[0] + 1
    return float(np.sum((recall[steps] - recall[steps - 1]) * precision[steps]))


def of_coco(truth, detections):
    """Per category id, for a COCO annotation object and result list; crowds are taken as difficult."""
    result = {}
    for category in sorted(c["id"] for c in truth["categories"]):
        objects = [
            (a["image_id"], inclusive(a["bbox"]), bool(a.get("difficult") or a.get("iscrowd")))
            for a in truth["annotations"]
            if a["category_id"] == category
        ]
        found = [(d["image_id"], inclusive(d["bbox"]), d["score"]) for d in detections if d["category_id"] == category]
        found.sort(key=lambda d: d[0])
        result[category] = average_precisions(objects, found)
    return result


def inclusive(xywh):
    x, y, width, height = xywh
    return x + 1, y + 1, x + width, y + height
