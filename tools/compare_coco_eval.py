#!/usr/bin/env python3
"""Compares `huale evaluate` with pycocotools and the VOC twin on random and hostile cases, each through the command line.

Usage: python tools/compare_coco_eval.py [--cases 300] [--seed 1000] [--huale bin/huale]     (needs pycocotools and numpy)
Ends with 1 and keeps the files of the first case that differs by more than 1e-9.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import metric_cases

VOC_FIGURES = ["AP-eleven-point", "AP-all-point"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--huale", default=str(pathlib.Path(__file__).parent.parent / "bin/huale"))
    parser.add_argument("--tolerance", type=float, default=1e-9)
    options = parser.parse_args()
    cases = list(metric_cases.fixed_cases()) + [metric_cases.random_case(options.seed + i) for i in range(options.cases)]
    worst, numbers = 0.0, 0
    folder = pathlib.Path(tempfile.mkdtemp(prefix="compare-"))
    for example in cases:
        ours, theirs = evaluated(example, folder, options.huale), flat(metric_cases.expected(example))
        difference = max((abs(a - b) for a, b in zip(ours, theirs)), default=0.0)
        worst, numbers = max(worst, difference), numbers + len(theirs)
        if len(ours) != len(theirs) or difference > options.tolerance:
            sys.exit(f"{example['name']}: differs by {difference}, files in {folder}")
    print(f"{len(cases)} cases, {numbers} numbers, greatest difference {worst:.3g}")


def evaluated(example, folder, huale):
    (folder / "truth.json").write_text(json.dumps(example["truth"]))
    (folder / "detections.json").write_text(json.dumps(example["detections"]))
    command = [huale, "evaluate", "--data", f"coco:{folder}/truth.json", "--detections", f"{folder}/detections.json", "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{example['name']}: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    coco, voc = json.loads(done.stdout)["evaluations"]
    numbers = []
    for evaluation, names in ((coco, metric_cases.FIGURES), (voc, VOC_FIGURES)):
        for part in [evaluation] + evaluation["classes"]:
            numbers += [part["figures"][name] for name in names]
    return numbers


def flat(expected):
    numbers = []
    for part in (expected["coco"], expected["voc"]):
        for figures in [part["figures"]] + part["classes"]:
            numbers += figures
    return numbers


if __name__ == "__main__":
    main()
