"""The rival's training: a YOLO of Ultralytics from scratch on a list of images of a VOC folder, converted by HUALE."""

import argparse
import json
import math
import os
import subprocess
import tempfile
import time
from pathlib import Path

import yaml

from few_labels import image_path, names, results, without_ending

HUALE = Path(__file__).resolve().parent.parent / "bin/huale"


def converted(args, folder):
    """Labels of all annotated images in YOLO's form; returns the folder that mirrors images and labels."""
    target = folder / "yolo"
    source = f"voc:{args.data}:{args.split}"
    done = subprocess.run([str(args.huale), "convert", source, f"yolo:{target}"])
    held = list(target.glob("*.yaml"))
    if done.returncode not in (0, 2) or not held:  # 2: something unusable was left out, which huale has said
        raise SystemExit(f"huale convert ended with {done.returncode}")
    require_classes(yaml.safe_load(held[0].read_text())["names"], args.classes.split(","))
    return target


def require_classes(written, asked):
    """The order decides which number means which class, in the labels as in the results."""
    written = list(written.values()) if isinstance(written, dict) else written
    if written != asked:
        raise SystemExit(f"--classes says {asked}, the data set has {written}")


def data_file(args, folder):
    """data.yaml whose training list names exactly the wanted images; nothing is validated, so val is the same list."""
    target = converted(args, folder)
    splits = [split for split in (target / "images").iterdir() if split.is_dir()]
    found = {without_ending(path.relative_to(split)): path for split in splits for path in split.rglob("*") if path.is_file()}
    missing = [name for name in names(args.train) if name not in found]
    if missing:
        raise SystemExit(f"not in the split {args.split}: {missing[:5]}")
    (folder / "train.txt").write_text("".join(f"{found[name].absolute()}\n" for name in names(args.train)))
    words = [f"path: {folder.absolute()}", "train: train.txt", "val: train.txt", "names:"]
    words += [f"  {index}: {name}" for index, name in enumerate(args.classes.split(","))]
    (folder / "data.yaml").write_text("\n".join(words) + "\n")
    return folder / "data.yaml"


def train(args, folder):
    from ultralytics import YOLO

    steps = math.ceil(len(names(args.train)) / args.batch)
    model = YOLO(args.model)
    model.train(
        data=str(data_file(args, folder)),
        epochs=max(1, round(args.iterations / steps)),
        imgsz=args.size,
        batch=args.batch,
        nbs=args.batch,  # a step of the optimizer in every iteration
        seed=args.seed,
        optimizer=args.optimizer,
        lr0=args.lr,
        cos_lr=True,
        pretrained=False,
        amp=False,
        val=False,
        plots=False,
        workers=0,
        device="cpu",
        project=str(folder),
        name="training",
        exist_ok=True,
        verbose=args.verbose,
    )
    return YOLO(model.trainer.last)  # averaged weights of the last epoch


def detect(model, args):
    rows = []
    for name in names(args.test):
        path = str(image_path(args.data, name))
        found = model.predict(path, imgsz=args.size, conf=args.confidence, max_det=100, device="cpu", verbose=False)[0].boxes
        labels = [1 + int(number) for number in found.cls.tolist()]
        rows += results(name, found.xyxy.tolist(), labels, found.conf.tolist())
    return rows


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("data", type=Path, help="a VOC year folder")
    parser.add_argument("--split", default="trainval", help="split that holds the training images")
    parser.add_argument("--train", type=Path, required=True, help="images to learn from: a list, or initial.json of a run")
    parser.add_argument("--test", type=Path, required=True, help="images to detect on, as --train")
    parser.add_argument("--classes", required=True, help="class names in HUALE's order, with commas between")
    parser.add_argument("--out", type=Path, required=True, help="the COCO result file to write")
    parser.add_argument("--model", default="yolo11n.yaml", help="a description, so that weights are random")
    parser.add_argument("--iterations", type=int, default=1000, help="rounded to whole epochs")
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--size", type=int, default=320, help="side of the square that images are put into")
    parser.add_argument("--optimizer", default="auto", help="auto chooses optimizer and rate")
    parser.add_argument("--lr", type=float, default=0.01, help="not used with the optimizer auto")
    parser.add_argument("--confidence", type=float, default=0.001, help="detections below it are left out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--huale", type=Path, default=HUALE, help="the program that converts the data set")
    parser.add_argument("--folder", type=Path, help="for what comes of it on the way; without one it is thrown away")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def main():
    args = arguments()
    os.environ.setdefault("OMP_NUM_THREADS", str(args.threads))
    with tempfile.TemporaryDirectory() as kept:
        folder = (args.folder or Path(kept)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("YOLO_CONFIG_DIR", str(folder))
        import torch

        began = time.perf_counter()
        torch.set_num_threads(args.threads)
        model = train(args, folder)
        trained = time.perf_counter()
        rows = detect(model, args)
        args.out.write_text(json.dumps(rows))
        print(f"{len(rows)} detections in {args.out}; training {trained - began:.1f} s, detection {time.perf_counter() - trained:.1f} s")


if __name__ == "__main__":
    main()
