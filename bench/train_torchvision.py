"""The rival's training: torchvision's Faster R-CNN on a VOC folder, from a pretrained MobileNetV2 with SAME padding."""

import argparse
import json
import math
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from PIL import Image
from torch import nn
from torchvision.models import mobilenet_v2
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import BackboneWithFPN
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor, TwoMLPHead
from torchvision.ops import FrozenBatchNorm2d, MultiScaleRoIAlign

STAGES = [0, 2, 4, 7, 14, 18]  # torchvision's C0..C5 of MobileNetV2: the strided blocks, the first and the last


# --- data -----------------------------------------------------------------------------------------------------------


class VocFolder:
    """The images of one split in the order of its list; boxes are 0-based, x1 = xmin - 1 and x2 = xmax."""

    def __init__(self, root, split, classes=None):
        self.root = Path(root)
        lines = (self.root / "ImageSets/Main" / f"{split}.txt").read_text().splitlines()
        self.names = [line.split()[0] for line in lines if line.strip()]
        self.classes = classes or self.all_classes()

    def all_classes(self):
        """The sorted class names of every annotation of the folder, whatever the split."""
        found = set()
        for path in (self.root / "Annotations").glob("*.xml"):
            found |= {item.findtext("name").strip() for item in ElementTree.parse(path).iter("object")}
        return sorted(found)

    def image(self, name):
        path = next((self.root / "JPEGImages").glob(f"{name}.*"))
        return torch.from_numpy(np.array(Image.open(path).convert("RGB"))).permute(2, 0, 1).float().div(255)

    def target(self, name, size):
        """Objects that are not difficult, clipped to the (height, width); empty boxes are left out."""
        boxes, labels = [], []
        for item in ElementTree.parse(self.root / "Annotations" / f"{name}.xml").iter("object"):
            box = clipped(item.find("bndbox"), size)
            if int(item.findtext("difficult") or 0) == 0 and box[2] > box[0] and box[3] > box[1]:
                boxes.append(box)
                labels.append(1 + self.classes.index(item.findtext("name").strip()))
        return {"boxes": torch.tensor(boxes).view(-1, 4).float(), "labels": torch.tensor(labels, dtype=torch.int64)}


def clipped(element, size):
    x1, y1, x2, y2 = (float(element.findtext(key)) for key in ("xmin", "ymin", "xmax", "ymax"))
    height, width = size
    return [max(0.0, x1 - 1), max(0.0, y1 - 1), min(width, x2), min(height, y2)]


def flipped(image, target):
    boxes = target["boxes"].clone()
    boxes[:, [0, 2]] = image.shape[-1] - boxes[:, [2, 0]]
    return image.flip(-1), {**target, "boxes": boxes}


class Examples(torch.utils.data.Dataset):
    """Training images with their objects; each image's flip depends on (seed, epoch, position) alone."""

    def __init__(self, folder, args):
        self.folder, self.args, self.epoch = folder, args, 0

    def __len__(self):
        return len(self.folder.names)

    def __getitem__(self, index):
        name = self.folder.names[index]
        image = self.folder.image(name)
        example = image, self.folder.target(name, image.shape[-2:])
        draw = np.random.default_rng([self.args.seed, self.epoch, index]).random()
        return flipped(*example) if draw < self.args.hflip else example


# --- model ----------------------------------------------------------------------------------------------------------


def pad_same(conv):
    """TensorFlow's SAME padding of a stride-2 3x3 convolution on an even size: nothing left and top, 1 right and bottom."""
    conv.padding = (0, 0)
    conv.register_forward_pre_hook(lambda _, inputs: (nn.functional.pad(inputs[0], (0, 1, 0, 1)),))


def backbone(args):
    body = mobilenet_v2(weights=None, norm_layer=FrozenBatchNorm2d)
    body.load_state_dict(safetensors.torch.load_file(args.backbone_weights), strict=True)
    features = body.features
    for conv in features.modules():
        if args.padding == "same" and isinstance(conv, nn.Conv2d) and conv.stride == (2, 2):
            pad_same(conv)
    first_trained = len(features) if args.trainable_layers == 0 else STAGES[len(STAGES) - args.trainable_layers]
    features[:first_trained].requires_grad_(False)
    taken = [STAGES[stage] for stage in args.returned_layers]
    names = {str(block): str(level) for level, block in enumerate(taken)}
    return BackboneWithFPN(features, names, [features[block].out_channels for block in taken], args.fpn_channels)


def detector(args, classes):
    levels = len(args.returned_layers)
    sizes = tuple(tuple(int(size) for size in level.split(",")) for level in args.anchor_sizes.split("/"))
    if len(sizes) != levels + 1:
        raise SystemExit(f"--anchor-sizes has {len(sizes)} levels, the pyramid {levels + 1} (returned layers and pool)")
    return FasterRCNN(
        backbone(args),
        min_size=args.min_size,
        max_size=args.max_size,
        rpn_anchor_generator=AnchorGenerator(sizes, ((0.5, 1.0, 2.0),) * len(sizes)),
        rpn_pre_nms_top_n_train=args.proposals[0],
        rpn_post_nms_top_n_train=args.proposals[1],
        rpn_pre_nms_top_n_test=args.proposals[2],
        rpn_post_nms_top_n_test=args.proposals[3],
        box_roi_pool=MultiScaleRoIAlign([str(level) for level in range(levels)], 7, 2),
        box_head=TwoMLPHead(args.fpn_channels * 49, args.representation),
        box_predictor=FastRCNNPredictor(args.representation, classes + 1),
        box_batch_size_per_image=args.rois,
    )


# --- training -------------------------------------------------------------------------------------------------------


def rate(args, iteration, epoch):
    """The learning rate: linear warm-up by iteration times steps or a cosine by epoch."""
    if iteration < args.warmup:
        warm = args.warmup_factor + (1 - args.warmup_factor) * iteration / args.warmup
    else:
        warm = 1.0
    if args.schedule == "cosine":
        return args.lr * warm * 0.5 * (1 + math.cos(math.pi * epoch / args.epochs))
    return args.lr * warm * 0.1 ** sum(epoch >= milestone for milestone in args.milestones)


def train(model, folder, args):
    wanted = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.SGD(wanted, lr=args.lr, momentum=args.momentum, weight_decay=args.weight_decay)
    examples, iteration, began = Examples(folder, args), 0, time.perf_counter()
    for epoch in range(args.epochs):
        examples.epoch = epoch
        for images, targets in loader(examples, args, epoch):
            if iteration == args.iterations:
                return
            optimizer.param_groups[0]["lr"] = rate(args, iteration, epoch)
            terms = step(model, optimizer, images, targets, args)
            iteration += 1
            if iteration % args.log_every == 0:
                taken = (time.perf_counter() - began) / iteration
                print(f"epoch {epoch} iteration {iteration} {taken:.3f} s/iteration {describe(terms)}", flush=True)


def loader(examples, args, epoch):
    order = torch.Generator().manual_seed(args.seed * 100_003 + epoch)
    return torch.utils.data.DataLoader(
        examples,
        args.batch,
        shuffle=True,
        generator=order,
        drop_last=args.drop_last,
        num_workers=args.workers,
        collate_fn=lambda rows: tuple(map(list, zip(*rows))),
    )


def step(model, optimizer, images, targets, args):
    terms = model(images, targets)
    total = sum(terms.values())
    if not torch.isfinite(total):
        raise SystemExit(f"not finite: {describe(terms)}")
    optimizer.zero_grad()
    total.backward()
    if args.clip > 0:
        nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], args.clip)
    optimizer.step()
    return terms


def describe(terms):
    return " ".join(f"{name.removeprefix('loss_')} {value.item():.4f}" for name, value in terms.items())


@torch.inference_mode()
def detect(model, folder, args):
    """COCO results: image_id the 1-based position in the split, category_id the 1-based index of the class."""
    rows = []
    for position, name in enumerate(folder.names[: args.test_images], 1):
        found = model([folder.image(name)])[0]
        for (x1, y1, x2, y2), label, score in zip(*(found[key].tolist() for key in ("boxes", "labels", "scores"))):
            rows.append({"image_id": position, "category_id": label, "bbox": [x1, y1, x2 - x1, y2 - y1], "score": score})
    return rows


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("data", type=Path, help="a VOC year folder")
    parser.add_argument("--train", default="train", help="split to train on")
    parser.add_argument("--train-images", type=int, help="only the first so many of the split")
    parser.add_argument("--test", default="test", help="split to detect on")
    parser.add_argument("--test-images", type=int, help="only the first so many of the split")
    parser.add_argument("--out", type=Path, help="the COCO result file to write; without it nothing is detected")
    parser.add_argument("--save", type=Path, help="writes the state dict to this .safetensors file")
    parser.add_argument("--backbone-weights", type=Path, required=True, help="MobileNetV2, .safetensors")
    parser.add_argument("--padding", choices=["same", "symmetric"], default="same")
    parser.add_argument("--trainable-layers", type=int, default=3, help="0..6, counted from the end")
    parser.add_argument("--returned-layers", type=int, nargs="+", default=[2, 3, 4], help="stages C0..C5 of the pyramid")
    parser.add_argument("--anchor-sizes", default="32/64/128/256", help="sizes of each level and of pool: 16,32/64/...")
    parser.add_argument("--fpn-channels", type=int, default=256)
    parser.add_argument("--representation", type=int, default=1024)
    parser.add_argument("--min-size", type=int, default=320)
    parser.add_argument("--max-size", type=int, default=640)
    parser.add_argument("--rois", type=int, default=128, help="regions sampled of an image")
    parser.add_argument("--proposals", type=int, nargs=4, default=[2000, 2000, 1000, 1000], help="before and after NMS, training then testing")  # fmt: skip
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--iterations", type=int, help="stop after so many")
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--drop-last", action="store_true", help="leaves out the last, smaller batch of an epoch")
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--weight-decay", type=float, default=1e-4)
    parser.add_argument("--warmup", type=int, default=100, help="iterations")
    parser.add_argument("--warmup-factor", type=float, default=0.001)
    parser.add_argument("--schedule", choices=["step", "cosine"], default="step")
    parser.add_argument("--milestones", type=int, nargs="*", default=[7, 9], help="epochs that divide the rate by 10")
    parser.add_argument("--clip", type=float, default=0.0, help="largest norm of the gradient, 0 for none")
    parser.add_argument("--hflip", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--workers", type=int, default=0, help="processes that decode images")
    parser.add_argument("--log-every", type=int, default=20)
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    folder = VocFolder(args.data, args.train)
    folder.names = folder.names[: args.train_images]
    model = detector(args, len(folder.classes))
    print(f"{len(folder.names)} images, classes {folder.classes}", flush=True)
    train(model.train(), folder, args)
    if args.save:
        safetensors.torch.save_file(model.state_dict(), args.save)
    if args.out:
        began = time.perf_counter()
        rows = detect(model.eval(), VocFolder(args.data, args.test, folder.classes), args)
        args.out.write_text(json.dumps(rows))
        print(f"{len(rows)} detections in {args.out}, {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
