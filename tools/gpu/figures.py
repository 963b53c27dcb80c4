"""Prints the figures of every cycle of every run in a folder: figures.py RUNS"""
import json
import sys
from pathlib import Path

FIGURES = [("voc", "AP-all-point"), ("coco", "AP"), ("coco", "AP50"), ("coco", "AP75"), ("coco", "AR100")]


def main():
    runs = Path(sys.argv[1])
    print("| run | cycle | " + " | ".join(f"{metric} {name}" for metric, name in FIGURES) + " |")
    print("|---" * (len(FIGURES) + 2) + "|")
    for file in sorted(runs.glob("*/cycle-*/evaluation.json")):
        evaluations = json.loads(file.read_text())["evaluations"]
        values = [evaluations[metric]["figures"][name] for metric, name in FIGURES]
        cycle = file.parent.name.removeprefix("cycle-")
        print(f"| {file.parent.parent.name} | {cycle} | " + " | ".join(f"{100 * value:.1f}" for value in values) + " |")


if __name__ == "__main__":
    main()
