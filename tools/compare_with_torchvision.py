"""Holds HUALE and torchvision against each other: stored goldens, detections live, and saved weights."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from PIL import Image
from torchvision.models import detection

import formula
import goldens
from make_detector_goldens import FOLDER

BUILDERS = {
    "resnet50-fpn": detection.fasterrcnn_resnet50_fpn,
    "mobilenet-v3-fpn": detection.fasterrcnn_mobilenet_v3_large_fpn,
    "mobilenet-v3-320-fpn": detection.fasterrcnn_mobilenet_v3_large_320_fpn,
}
SCORE_TOLERANCE, BOX_TOLERANCE = 1e-4, 0.05


# --- goldens --------------------------------------------------------------------------------------------------------


def compare_goldens(args):
    """Remakes every case in memory; a difference means that torch or torchvision changed, or the stored file."""
    return all([golden_agrees(name, case()) for name, case in goldens.CASES.items() if name.startswith(args.only)])


def golden_agrees(name, fresh):
    stored = safetensors.torch.load_file(FOLDER / f"{name}.safetensors")
    if stored.keys() != fresh.keys():
        print(f"{name}: other tensors: {sorted(stored.keys() ^ fresh.keys())}")
        return False
    wrong = [key for key in stored if not agrees(stored[key], fresh[key])]
    print(f"{name}: {len(stored)} tensors, " + (f"DIFFERENT: {wrong}" if wrong else "the same"), flush=True)
    return not wrong


def agrees(stored, fresh):
    if stored.shape != fresh.shape or stored.dtype != fresh.dtype:
        return False
    if not stored.is_floating_point():
        return torch.equal(stored, fresh)
    scale = float(stored.abs().max()) if stored.numel() else 0.0
    return torch.allclose(stored, fresh, rtol=1e-4, atol=1e-5 * max(scale, 1e-3))


# --- detections -----------------------------------------------------------------------------------------------------


def compare_detections(args):
    """Runs `huale detect` and torchvision on the same saved weights and the same image."""
    with tempfile.TemporaryDirectory() as folder:
        weights, image = Path(folder, f"weights.{args.format}"), args.image or Path(folder, "image.png")
        model = seeded(args.model, args.classes, args.seed)
        save(model, weights)
        if not args.image:
            Image.fromarray(formula.image(args.seed, 320, 240)).save(image)
        ours = huale_detections(args, weights, image)
    theirs = torchvision_detections(model, image if args.image else formula.image(args.seed, 320, 240))
    return report(ours, theirs)


def seeded(name, classes, seed):
    """Formula weights, each multiplied by 1 + 0.1 * normal noise of the seed: sane activations, new numbers."""
    torch.manual_seed(seed)
    model = formula.fill(BUILDERS[name](weights=None, weights_backbone=None, num_classes=classes)).eval()
    for parameter in model.parameters():
        parameter.data.mul_(1 + 0.1 * torch.randn(parameter.shape))
    return model


def save(model, path, old=False):
    if path.suffix == ".pth":
        torch.save(model.state_dict(), path, _use_new_zipfile_serialization=not old)
    else:
        safetensors.torch.save_file(model.state_dict(), path)


def huale_detections(args, weights, image):
    command = [str(args.huale), "detect", "--weights", str(weights), "--model", args.model, "--json"]
    command += [*args.huale_options, str(image)]
    print(" ".join(command))
    answer = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    answer = answer[0] if isinstance(answer, list) else answer
    rows = [(found["classIndex"], found["confidence"], found["box"]) for found in answer["detections"]]
    return sorted(rows, key=lambda row: -row[1])


def torchvision_detections(model, image):
    pixels = np.asarray(Image.open(image).convert("RGB")) if isinstance(image, Path) else image
    with torch.no_grad():
        found = model([torch.from_numpy(pixels.copy()).permute(2, 0, 1).float().div(255)])[0]
    classes = (found["labels"] - 1).tolist()  # HUALE numbers the object classes from 0
    return list(zip(classes, found["scores"].tolist(), found["boxes"].tolist()))


def report(ours, theirs):
    """Pairs each of torchvision's detections with our nearest box of that class; prints the worst differences."""
    left, worst_score, worst_box, missing = list(ours), 0.0, 0.0, 0
    for label, score, box in theirs:
        near = min((row for row in left if row[0] == label), key=lambda row: box_gap(row[2], box), default=None)
        if near is None or box_gap(near[2], box) > 1:
            missing += 1
            continue
        left.remove(near)
        worst_score = max(worst_score, abs(near[1] - score))
        worst_box = max(worst_box, box_gap(near[2], box))
    print(f"torchvision {len(theirs)}, huale {len(ours)}: {missing} missing, {len(left)} too many, "
          f"scores within {worst_score:.2e}, boxes within {worst_box:.2e} px")  # fmt: skip
    return not missing and not left and worst_score <= SCORE_TOLERANCE and worst_box <= BOX_TOLERANCE


def box_gap(first, second):
    return max(abs(a - b) for a, b in zip(first, second))


# --- weights --------------------------------------------------------------------------------------------------------


def load_weights(args):
    """Loads what HUALE saved, strictly, and runs one image through it."""
    model = BUILDERS[args.model](weights=None, weights_backbone=None, num_classes=args.classes).eval()
    state = safetensors.torch.load_file(args.file) if args.file.suffix == ".safetensors" else torch.load(args.file)
    model.load_state_dict(state, strict=True)
    found = torchvision_detections(model, formula.image(1, 320, 240))
    print(f"{args.file}: {len(state)} tensors loaded strictly; {len(found)} detections on a formula image")
    return True


def save_weights(args):
    """Saves weights as torchvision's users do, for `huale detect --weights` and `huale train --weights`."""
    save(seeded(args.model, args.classes, args.seed), args.file, args.old)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("goldens", help=compare_goldens.__doc__)
    command.add_argument("--only", default="", help="cases whose name starts with this")
    command.set_defaults(run=compare_goldens)

    command = commands.add_parser("detect", help=compare_detections.__doc__)
    command.add_argument("--huale", type=Path, default=Path(__file__).resolve().parent.parent / "bin/huale")
    command.add_argument("--image", type=Path, help="an image file; without one a formula image of 320x240")
    command.add_argument("--format", choices=["pth", "safetensors"], default="pth")
    command.add_argument("--huale-options", nargs="*", default=[], help="passed on to huale detect")
    add_model_options(command, compare_detections)

    for name, run in {"load": load_weights, "save": save_weights}.items():
        command = commands.add_parser(name, help=run.__doc__)
        command.add_argument("file", type=Path, help=".pth or .safetensors")
        if name == "save":
            command.add_argument("--old", action="store_true", help="a .pth in the form of before PyTorch 1.6")
        add_model_options(command, run)
    args = parser.parse_args()
    sys.exit(0 if args.run(args) else 1)


def add_model_options(command, run):
    command.add_argument("--model", choices=list(BUILDERS), default="resnet50-fpn")
    command.add_argument("--classes", type=int, default=4, help="with background")
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=run)


if __name__ == "__main__":
    main()
