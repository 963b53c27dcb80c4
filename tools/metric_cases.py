"""Small evaluation cases, tame and hostile, and what pycocotools and the VOC twin say of them."""

import contextlib
import io
import random

import numpy as np
import voc_twin
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

FIGURES = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]


def case(name, images, categories, annotations, detections):
    """annotations: (image, category, xywh, extras); detections: (image, category, xywh, score)."""
    return {
        "name": name,
        "truth": {
            "images": [{"id": i, "file_name": f"{i:06d}.jpg", "width": 640, "height": 480} for i in images],
            "categories": [{"id": c, "name": f"class {c}"} for c in categories],
            "annotations": [
                {"id": n + 1, "image_id": i, "category_id": c, "bbox": b, "area": b[2] * b[3], "iscrowd": 0, **extras}
                for n, (i, c, b, extras) in enumerate(annotations)
            ],
        },
        "detections": [{"image_id": i, "category_id": c, "bbox": b, "score": s} for i, c, b, s in detections],
    }


def fixed_cases():
    box = [10, 20, 40, 60]
    far = [300, 200, 50, 50]
    small, medium, large = [5, 5, 20, 20], [50, 50, 60, 60], [200, 100, 200, 200]
    sizes = [(1, 1, b, {}) for b in (small, medium, large)]
    hits = [[0, 0, 20, n] for n in range(8, 21)]
    tall = [0, 0, 20, 20]
    yield case("nothing at all", [], [1], [], [])
    yield case("no images with objects, some detections", [1, 2], [1], [], [(1, 1, box, 0.5)])
    yield case("no detections", [1, 2], [1, 2], [(1, 1, box, {}), (2, 2, far, {})], [])
    yield case("perfect", [1], [1], sizes, [(1, 1, b, 0.9) for b in (small, medium, large)])
    yield case("arbitrary numbers", [70, 5, 900], [90, 3], [(900, 90, box, {}), (5, 3, far, {})], [(900, 90, box, 0.4), (5, 90, far, 0.8)])
    yield case("second detection of the same", [1], [1], [(1, 1, box, {}), (1, 1, far, {})], [(1, 1, box, 0.9), (1, 1, box, 0.8), (1, 1, far, 0.7)])
    yield case(
        "second of two overlapping objects is free", [1], [1],
        [(1, 1, [0, 0, 100, 100], {}), (1, 1, [0, 0, 100, 90], {})],
        [(1, 1, [0, 0, 100, 96], 0.9), (1, 1, [0, 0, 100, 97], 0.8)],
    )
    yield case("equal objects", [1], [1], [(1, 1, box, {}), (1, 1, box, {})], [(1, 1, box, 0.9), (1, 1, box, 0.9), (1, 1, box, 0.1)])
    yield case(
        "of two objects of equal IoU the later is taken", [1], [1], [(1, 1, [0, 0, 20, 20], {}), (1, 1, [10, 0, 20, 20], {})],
        [(1, 1, [5, 0, 20, 20], 0.9), (1, 1, [12, 0, 20, 20], 0.8)],
    )
    yield case(
        "ties across images", [1, 2, 3], [1], [(i, 1, box, {}) for i in (1, 2, 3)],
        [(3, 1, far, 0.5), (2, 1, box, 0.5), (1, 1, far, 0.5), (3, 1, box, 0.5), (1, 1, box, 0.5)],
    )
    yield case(
        "a crowd absorbs", [1], [1],
        [(1, 1, [0, 0, 200, 200], {"iscrowd": 1}), (1, 1, [10, 10, 40, 40], {})],
        [(1, 1, [20 * n, 20 * n, 30, 30], 0.9 - 0.05 * n) for n in range(9)] + [(1, 1, [10, 10, 40, 40], 0.3)],
    )
    yield case("only crowds", [1], [1], [(1, 1, far, {"iscrowd": 1})], [(1, 1, far, 0.9), (1, 1, box, 0.8)])
    yield case(
        "difficult", [1, 2], [1],
        [(1, 1, box, {"difficult": 1}), (1, 1, far, {}), (2, 1, box, {}), (2, 1, far, {"difficult": 1})],
        [(1, 1, box, 0.9), (1, 1, box, 0.85), (1, 1, far, 0.8), (2, 1, [12, 20, 40, 60], 0.7), (2, 1, box, 0.6), (2, 1, small, 0.95)],
    )
    yield case(
        "more than a hundred", [1], [1, 2], [(1, 1, box, {}), (1, 2, far, {})],
        [(1, 1, [n, n, 5, 5], 0.9 - n / 1000) for n in range(120)] + [(1, 1, box, 0.1), (1, 2, far, 0.2)],
    )
    yield case("IoU on the thresholds", range(1, 14), [1], [(i, 1, tall, {}) for i in range(1, 14)], [(i, 1, h, 0.9 - i / 100) for i, h in enumerate(hits, 1)])
    yield case(
        "areas on the limits", [1], [1],
        [(1, 1, [0, 0, 32, 32], {}), (1, 1, [100, 0, 96, 96], {}), (1, 1, [300, 0, 50, 50], {"area": 1024.5}), (1, 1, [0, 200, 9, 9], {"area": 0})],
        [(1, 1, [0, 0, 32, 32], 0.9), (1, 1, [100, 0, 96, 96], 0.8), (1, 1, [300, 0, 50, 50], 0.7), (1, 1, [400, 300, 32, 32], 0.6)],
    )
    yield case(
        "boxes without extent", [1], [1], [(1, 1, [5, 5, 0, 10], {}), (1, 1, box, {})],
        [(1, 1, [5, 5, 0, 10], 0.9), (1, 1, [50, 60, -40, -40], 0.85), (1, 1, [5, 5, -3, 10], 0.8), (1, 1, box, 0.7)],
    )
    yield case("huge boxes", [1], [1], [(1, 1, [-1e5, -1e5, 3e5, 3e5], {}), (1, 1, box, {})], [(1, 1, [-1e5, -1e5, 3e5, 3e5], 0.9), (1, 1, box, 0.7)])
    yield case("scores of any kind", [1], [1], [(1, 1, box, {}), (1, 1, far, {})], [(1, 1, far, -3.5), (1, 1, box, 1e300), (1, 1, small, -0.0), (1, 1, medium, 0.0)])


def random_case(seed):
    rng = random.Random(seed)
    images = rng.sample(range(1, 1000), rng.randint(1, 6))
    categories = rng.sample(range(1, 91), rng.randint(1, 4))
    decimals = rng.choice([0, 0, 1, 2, None])
    annotations, detections = [], []
    for image in images:
        for _ in range(rng.choice([0, 1, 3, 8])):
            category, box = rng.choice(categories), random_box(rng, decimals)
            extras = {"iscrowd": 1} if rng.random() < 0.12 else {"difficult": 1} if rng.random() < 0.12 else {}
            if rng.random() < 0.3:
                extras["area"] = box[2] * box[3] * rng.random()
            annotations.append((image, category, box, extras))
            for _ in range(rng.choice([0, 1, 1, 2, 4])):
                detections.append((image, category if rng.random() < 0.9 else rng.choice(categories), shifted(rng, box, decimals), score(rng, seed)))
        for _ in range(rng.choice([0, 1, 5, 130 if rng.random() < 0.2 else 3])):
            detections.append((image, rng.choice(categories), random_box(rng, decimals), score(rng, seed)))
    rng.shuffle(annotations)
    rng.shuffle(detections)
    return case(f"random {seed}", images, categories, annotations, detections)


def random_box(rng, decimals):
    side = rng.choice([8, 32, 96, 300])
    numbers = [rng.uniform(-5, 600), rng.uniform(-5, 400), rng.uniform(0, side), rng.uniform(0, side)]
    return rounded(numbers, decimals)


def shifted(rng, box, decimals):
    spread = rng.choice([0, 0.05, 0.2])
    numbers = [v + rng.gauss(0, 1) * spread * max(box[2], box[3]) for v in box]
    return rounded(numbers, decimals)


def rounded(numbers, decimals):
    return numbers if decimals is None else [round(v) if decimals == 0 else round(v, decimals) for v in numbers]


def score(rng, seed):
    return rng.choice([0.1, 0.3, 0.5, 0.5, 0.9]) if seed % 2 else rng.random()


def expected(example):
    truth, detections = example["truth"], example["detections"]
    figures, by_class = coco_figures(truth, detections)
    voc = voc_twin.of_coco(truth, detections)
    return {
        "coco": {"figures": figures, "classes": by_class},
        "voc": {"figures": [mean_of([ap[i] for ap in voc.values()]) for i in (0, 1)], "classes": [list(voc[c]) for c in sorted(voc)]},
    }


def mean_of(values):
    known = [v for v in values if v != -1]
    return float(np.mean(known)) if known else -1.0


def coco_objects(truth, detections, module=COCO):
    import copy

    with contextlib.redirect_stdout(io.StringIO()):
        gt = module()
        gt.dataset = copy.deepcopy(truth)
        gt.createIndex()
        if detections:
            return gt, gt.loadRes(copy.deepcopy(detections))
        dt = module()
        dt.dataset = {**copy.deepcopy(truth), "annotations": []}
        dt.createIndex()
        return gt, dt


def coco_figures(truth, detections):
    gt, dt = coco_objects(truth, detections)
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation = COCOeval(gt, dt, "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
        by_class = [class_figures(evaluation, k) for k in range(len(evaluation.params.catIds))]
    return [float(v) for v in evaluation.stats], by_class


def class_figures(evaluation, k):
    whole = evaluation.eval
    evaluation.eval = {"precision": whole["precision"][:, :, [k]], "recall": whole["recall"][:, [k]]}
    stats = evaluation.stats
    evaluation.summarize()
    figures = [float(v) for v in evaluation.stats]
    evaluation.stats, evaluation.eval = stats, whole
    return figures
