#!/usr/bin/env python3
"""COCO evaluation of a synthetic result, side by side: pycocotools, faster-coco-eval, HUALE.

Usage: python bench/coco_eval.py [--images 5000] [--classes 80] [--rounds 5] [--huale bin/huale]
       (needs pycocotools, faster-coco-eval and numpy)

Each round times every program once, in turn: evaluate and accumulate on input that is already in memory. The rivals are
single-threaded; HUALE is timed with one thread and with two. Loading the two JSON files is timed once, apart.
"""

import argparse
import contextlib
import io
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

import numpy as np
from faster_coco_eval import COCO as FasterCOCO, COCOeval_faster
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=int, default=5000)
    parser.add_argument("--classes", type=int, default=80)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--warm-up", type=int, default=5, help="evaluations before HUALE is timed; the first is reported")
    parser.add_argument("--huale", default=str(pathlib.Path(__file__).parent.parent / "bin/huale"))
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="coco-eval-"))
    truth, detections = write_input(options, folder)
    rivals = {"pycocotools": Rival(COCO, COCOeval, truth, detections), "faster-coco-eval": Rival(FasterCOCO, COCOeval_faster, truth, detections)}
    ours = Huale(options.huale, truth, detections)
    first = [ours.evaluate(1)[0] for _ in range(options.warm_up)][0]
    programs = {**{name: rival.evaluate for name, rival in rivals.items()}, "HUALE, 1 thread": lambda: ours.evaluate(1), "HUALE, 2 threads": lambda: ours.evaluate(2)}
    seconds = {name: [] for name in programs}
    figures = {}
    for _ in range(options.rounds):
        for name, evaluate in programs.items():
            elapsed, figures[name] = evaluate()
            seconds[name].append(elapsed)
    report(seconds, figures, first)
    print("loading both files, once: " + ", ".join(f"{name} {rival.loading:.2f} s" for name, rival in rivals.items()) + f", HUALE {ours.loading:.2f} s")
    ours.close()


def write_input(options, folder):
    """About seven objects an image, of classes as uneven as COCO's; found well, badly or twice, and much that is nothing."""
    rng = np.random.default_rng(7)
    weights = 1 / np.arange(1, options.classes + 1)
    weights /= weights.sum()
    annotations, results = [], []
    for image in range(1, options.images + 1):
        count = min(rng.poisson(7), 60)
        classes, boxes = rng.choice(options.classes, count, p=weights) + 1, random_boxes(rng, count)
        for category, box in zip(classes, boxes):
            fraction, crowd = rng.uniform(0.4, 1), int(rng.random() < 0.01)
            annotations.append({"id": len(annotations) + 1, "image_id": image, "category_id": int(category), "bbox": box, "area": round(box[2] * box[3] * fraction, 4), "iscrowd": crowd})
        found = [(int(c), moved(rng, b), s) for c, b in zip(classes, boxes) for s in rng.beta(3, 2, rng.integers(0, 4))]
        nothing = max(0, rng.integers(20, 101) - len(found))
        found += zip((rng.choice(options.classes, nothing, p=weights) + 1).tolist(), random_boxes(rng, nothing), rng.beta(1, 6, nothing))
        found.sort(key=lambda d: -d[2])
        results += [{"image_id": image, "category_id": c, "bbox": b, "score": round(float(s), 5)} for c, b, s in found[:100]]
    truth = {
        "images": [{"id": i, "file_name": f"{i:012d}.jpg", "width": 640, "height": 480} for i in range(1, options.images + 1)],
        "categories": [{"id": c, "name": f"class {c}"} for c in range(1, options.classes + 1)],
        "annotations": annotations,
    }
    print(f"{options.images} images, {options.classes} classes, {len(annotations)} objects, {len(results)} detections")
    paths = folder / "truth.json", folder / "detections.json"
    for path, content in zip(paths, (truth, results)):
        path.write_text(json.dumps(content))
    return paths


def random_boxes(rng, count):
    size = np.exp(rng.uniform(np.log(8), np.log(320), (count, 2)))
    corner = rng.uniform(0, 1, (count, 2)) * (np.array([640, 480]) - np.minimum(size, 400))
    return np.round(np.concatenate([corner, size], 1), 2).tolist()


def moved(rng, box):
    spread = rng.choice([0.02, 0.06, 0.15])
    return [round(float(v + rng.normal() * spread * box[2 + i % 2]), 2) for i, v in enumerate(box)]


class Rival:
    def __init__(self, objects, evaluation, truth, detections):
        self.evaluation = evaluation
        start = time.perf_counter()
        with quiet():
            self.truth = objects(str(truth))
            self.detections = self.truth.loadRes(str(detections))
        self.loading = time.perf_counter() - start

    def evaluate(self):
        with quiet():
            evaluation = self.evaluation(self.truth, self.detections, "bbox")
            start = time.perf_counter()
            evaluation.evaluate()
            evaluation.accumulate()
            elapsed = time.perf_counter() - start
            evaluation.summarize()
        return elapsed, [float(v) for v in evaluation.stats[:12]]


class Huale:
    """Keeps one process, as the rivals do, and asks it for an evaluation by a line."""

    def __init__(self, program, truth, detections):
        command = [program, "bench", "coco-eval", "--truth", str(truth), "--detections", str(detections)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.loading = json.loads(self.process.stdout.readline())["seconds"]

    def evaluate(self, threads):
        self.process.stdin.write(f"{threads}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["seconds"], list(answer["figures"].values())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def quiet():
    return contextlib.redirect_stdout(io.StringIO())


def report(seconds, figures, first):
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    for name, values in seconds.items():
        ratios = ", ".join(f"{medians[rival] / medians[name]:.2f}x {rival}" for rival in ("pycocotools", "faster-coco-eval"))
        difference = max(abs(a - b) for a, b in zip(figures[name], figures["pycocotools"]))
        print(f"{name:18s} median {medians[name]:9.4f} s  ({min(values):.4f} - {max(values):.4f})  speed {ratios}; AP {figures[name][0]:.4f}, off by {difference:.1e}")
    print(f"HUALE's first evaluation, before the JVM is warm: {first:.3f} s")


if __name__ == "__main__":
    main()
