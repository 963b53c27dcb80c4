"""Exports whole detectors with random weights, runs `huale detect` and their own programs on images, and pairs what both find.

Boxes may differ by 0.5 px and scores by 1e-3; what only one of both finds may not be more confident than the least
confidence by more than that. Exits with 1 where something differs. Which detectors there are stands in
`detector_families.py` and `detr_families.py`; each needs the package that it comes from, and is passed over with a word where
that is missing.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

import detector_families
import detr_families
from detector_families import LEAST

CASES = detector_families.CASES | detr_families.CASES
PIXELS, SCORE = 0.5, 1e-3


def by_huale(huale, path, sidecar, images):
    beside = path.with_suffix(".huale.yaml")
    beside.unlink(missing_ok=True)
    if sidecar:
        beside.write_text(sidecar)
    command = [*huale.split(), "detect", "--json", "--weights", str(path), *map(str, images)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{path}: huale detect says: {done.stderr}")
    return json.loads(done.stdout)


def unpaired(expected, found):
    """What one of both alone found and is not at the edge of the least confidence, and the largest differences of pairs."""
    boxes, scores, labels = expected
    seen = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    wanted = list(zip(boxes[seen], scores[seen], labels[seen]))
    left = [(np.array(it["box"]), it["confidence"], it["classIndex"]) for it in found]
    alone, worst_box, worst_score = [], 0.0, 0.0
    for box, score, label in wanted:
        near = [
            i
            for i, (b, s, k) in enumerate(left)
            if k == label and abs(s - score) < SCORE and np.abs(b - box).max() < PIXELS
        ]
        if near:
            b, s, _ = left.pop(min(near, key=lambda i: np.abs(left[i][0] - box).max()))
            worst_box = max(worst_box, float(np.abs(b - box).max()))
            worst_score = max(worst_score, abs(float(s - score)))
        else:
            alone.append(("theirs", box, score, label))
    alone += [("ours", *it) for it in left]
    return [it for it in alone if it[2] > LEAST + SCORE], len(wanted), worst_box, worst_score


def compare(name, arguments):
    """Whether something differs."""
    path, expected, sidecar = CASES[name](arguments.work, arguments.images, arguments.size)
    answers = by_huale(arguments.huale, path, sidecar, arguments.images)
    differs = False
    for image, theirs, ours in zip(arguments.images, expected, answers):
        alone, count, box, score = unpaired(theirs, ours["detections"])
        differs |= bool(alone)
        print(f"{name} {image.name}: {count} found, {len(alone)} by one alone; {box:.4f} px, {score:.2e}", flush=True)
        for it in alone[:3]:
            print("   ", *it)
    return differs


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--huale", default="bin/huale", help="the program, with options before the command")
    parser.add_argument("--work", type=Path, required=True, help="folder for models")
    parser.add_argument("--size", type=int, default=320, help="input of the YOLOs")
    parser.add_argument("--only", action="append", choices=list(CASES), help="one of them, several times for several")
    parser.add_argument("images", type=Path, nargs="+", help="PNG files, as decoders of JPEG differ")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    failed = False
    for name in arguments.only or CASES:
        try:
            failed |= compare(name, arguments)
        except ImportError as e:
            print(f"{name}: not compared, {e}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
