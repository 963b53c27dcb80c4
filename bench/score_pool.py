"""Times the scoring of a folder of JPEG files by `huale score` and by torchvision with its own DataLoader, in turn, on the same weights.

A round is one whole process of each, start included; the table has medians, also of rounds on one image, which are nothing but start.
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import safetensors.torch
import torch
from torch.utils.data import DataLoader, Dataset
from torchvision.io import ImageReadMode, decode_image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import detectors  # noqa: E402


class Pictures(Dataset):
    def __init__(self, folder, wanted):
        self.files = sorted(Path(folder).glob("*.jpg"))[:wanted]

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return index, decode_image(str(self.files[index]), ImageReadMode.RGB).float() / 255


def entropy(scores):
    """Of presence, summed over the detections, as the strategy of this name begins."""
    sure = scores.clamp(1e-6, 1 - 1e-6)
    return float(-(sure * sure.log() + (1 - sure) * (1 - sure).log()).sum())


def score(args):
    """Torchvision's turn: the most uncertain images of the folder."""
    torch.set_num_threads(args.threads)
    state = safetensors.torch.load_file(args.weights)
    classes = state["roi_heads.box_predictor.cls_score.weight"].shape[0]
    model = detectors.detector(args.model, classes, trainable_layers=3)
    model.load_state_dict(state)
    model.eval()
    pictures = Pictures(args.folder, args.images)
    batches = DataLoader(pictures, args.batch, num_workers=args.workers, collate_fn=lambda each: tuple(zip(*each)))
    values = {}
    with torch.inference_mode():
        for numbers, images in batches:
            for number, found in zip(numbers, model(list(images))):
                values[number] = entropy(found["scores"])
    print(sorted(values, key=lambda number: (-values[number], number))[: args.budget])


def seconds(command, args):
    environment = {**os.environ, **{name: str(args.threads) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}}
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def commands(args, images, place):
    pictures = Pictures(args.folder, images).files
    budget = min(args.budget, len(pictures))
    common = ["--weights", args.weights, "--budget", str(budget), "--threads", str(args.threads), "--batch", str(args.batch)]
    rival = [sys.executable, __file__, args.folder, "--score", "--images", str(images), "--model", args.model, "--workers", str(args.workers)]
    links = Path(place) / f"images-{images}"
    links.mkdir(exist_ok=True)
    for file in pictures:
        (links / file.name).exists() or os.link(file, links / file.name)
    out = Path(place) / f"out-{time.monotonic_ns()}"
    ours = [*shlex.split(args.huale), "score", "--data", str(links), "--strategy", "entropy", "--out", str(out)]
    return rival + common, ours + common


def compare(args):
    with tempfile.TemporaryDirectory(dir=Path(args.folder).resolve().parent) as place:
        rows = {}
        for images in (args.images, 1):
            rounds = []
            for _ in range(args.rounds + 1):  # the first brings files into memory and does not count
                rounds.append([seconds(command, args) for command in commands(args, images, place)])
            rows[images] = [statistics.median(times) for times in zip(*rounds[1:])]
    print("| images | torchvision s | HUALE s | ratio |\n|---|---|---|---|")
    for images, (rival, ours) in rows.items():
        print(f"| {images} | {rival:.2f} | {ours:.2f} | {rival / ours:.2f} |")
    rival, ours = (whole - start for whole, start in zip(*rows.values()))
    print(f"| {args.images} without start | {rival:.2f} | {ours:.2f} | {rival / ours:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="JPEG files")
    parser.add_argument("--weights", required=True, help="of HUALE, with torchvision's names")
    parser.add_argument("--model", default="mobilenet-v3-large-320-fpn", help="torchvision's, as tools/detectors.py names it")
    parser.add_argument("--huale", default=str(Path(__file__).resolve().parent.parent / "bin/huale"))
    parser.add_argument("--images", type=int, default=200)
    parser.add_argument("--budget", type=int, default=20, help="images that both choose, at most as many as there are")
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1, help="processes of torchvision's DataLoader")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--score", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    score(args) if args.score else compare(args)


if __name__ == "__main__":
    main()
