"""The rival's training: torchvision's Faster R-CNN on a VOC folder, from a pretrained MobileNetV2."""

import argparse
import copy
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
from torchvision import tv_tensors
from torchvision.models import mobilenet_v2
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import BackboneWithFPN
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor, TwoMLPHead
from torchvision.ops import FrozenBatchNorm2d, MultiScaleRoIAlign
from torchvision.transforms import v2

import few_labels

MEAN = (0.485, 0.456, 0.406)  # the colour of borders
STAGES = [0, 2, 4, 7, 14, 18]  # torchvision's C0..C5 of MobileNetV2: the strided blocks, the first and the last


# --- data -----------------------------------------------------------------------------------------------------------


class VocFolder:
    """Images in the order of a list, which is a split's or a file; boxes are 0-based, x1 = xmin - 1 and x2 = xmax."""

    def __init__(self, root, listed, classes=None):
        self.root = Path(root)
        split = self.root / "ImageSets/Main" / f"{listed}.txt"
        self.names = few_labels.names(split if split.exists() else listed)
        self.classes = classes or self.all_classes()

    def all_classes(self):
        """The sorted class names of every annotation of the folder, whatever the split."""
        found = set()
        for path in (self.root / "Annotations").glob("*.xml"):
            found |= {item.findtext("name").strip() for item in ElementTree.parse(path).iter("object")}
        return sorted(found)

    def image(self, name):
        pixels = np.array(Image.open(few_labels.image_path(self.root, name)).convert("RGB"))
        return torch.from_numpy(pixels).permute(2, 0, 1).float().div(255)

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


def varied(image, target):
    """HUALE's augmentation for few labels, of torchvision's parts: zoom-out, scale jitter, IoU crop, colours; drawn by torch's generator."""
    boxes = tv_tensors.BoundingBoxes(target["boxes"], format="XYXY", canvas_size=image.shape[-2:])
    example = tv_tensors.Image(image), {**target, "boxes": boxes}
    example = v2.RandomZoomOut(MEAN, side_range=(1, 2), p=0.2)(*example)
    size = list(example[0].shape[-2:])
    example = v2.ScaleJitter(size, scale_range=(0.6, 1.4))(*example)
    example = v2.RandomCrop(size, pad_if_needed=True, fill=MEAN)(*example)
    image, target = v2.SanitizeBoundingBoxes()(*example)
    if len(target["boxes"]) and torch.rand(()) < 0.3:
        crop = v2.RandomIoUCrop(min_scale=0.3, sampler_options=[0.0, 0.1, 0.3, 0.5, 0.7, 0.9])
        image, target = v2.SanitizeBoundingBoxes()(*crop(image, target))
    image = v2.ColorJitter(brightness=0.3, contrast=0.3, saturation=0.3)(image)
    return image.as_subclass(torch.Tensor), {**target, "boxes": target["boxes"].as_subclass(torch.Tensor)}


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
        example = flipped(*example) if draw < self.args.hflip else example
        return varied(*example) if self.args.augment else example


# --- model ----------------------------------------------------------------------------------------------------------


def pad_same(conv):
    """TensorFlow's SAME padding of a stride-2 3x3 convolution on an even size: nothing left and top, 1 right and bottom."""
    conv.padding = (0, 0)
    conv.register_forward_pre_hook(lambda _, inputs: (nn.functional.pad(inputs[0], (0, 1, 0, 1)),))


def backbone(args):
    body = mobilenet_v2(weights=None, norm_layer=FrozenBatchNorm2d)
    unfit = body.load_state_dict(safetensors.torch.load_file(args.backbone_weights), strict=False)
    if unfit.unexpected_keys or any(not name.startswith("classifier.") for name in unfit.missing_keys):
        raise SystemExit(f"{args.backbone_weights}: {unfit}")
    features = body.features
    for conv in features.modules():
        if args.padding == "same" and isinstance(conv, nn.Conv2d) and conv.stride == (2, 2):
            pad_same(conv)
    features[: first_trained(args, len(features))].requires_grad_(False)
    taken = taps(args)
    names = {str(block): str(level) for level, block in enumerate(taken)}
    return BackboneWithFPN(features, names, [features[block].out_channels for block in taken], args.fpn_channels)


def taps(args):
    """The feature layers whose maps enter the pyramid."""
    return args.taps or [STAGES[stage] for stage in args.returned_layers]


def first_trained(args, layers):
    """The first feature layer that trains."""
    if args.frozen_layers is not None:
        return args.frozen_layers
    return layers if args.trainable_layers == 0 else STAGES[len(STAGES) - args.trainable_layers]


def detector(args, classes):
    levels = len(taps(args))
    sizes = tuple(tuple(int(size) for size in level.split(",")) for level in args.anchor_sizes.split("/"))
    if len(sizes) != levels + 1:
        raise SystemExit(f"--anchor-sizes has {len(sizes)} levels, the pyramid {levels + 1} (returned layers and pool)")
    return FasterRCNN(
        backbone(args),
        min_size=args.min_size,
        max_size=args.max_size,
        rpn_anchor_generator=AnchorGenerator(sizes, (tuple(args.anchor_ratios),) * len(sizes)),
        rpn_fg_iou_thresh=args.rpn_foreground,
        rpn_batch_size_per_image=args.rpn_samples,
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


def factor(args, iteration, epoch):
    """Of the learning rate: linear warm-up by iteration times steps or a cosine by epoch, or a cosine by iteration."""
    if iteration < args.warmup:
        warm = args.warmup_factor + (1 - args.warmup_factor) * iteration / args.warmup
    else:
        warm = 1.0
    if args.schedule == "cosine":
        return warm * 0.5 * (1 + math.cos(math.pi * epoch / args.epochs))
    if args.schedule == "cosine-iterations":
        return warm * 0.5 * (1 + math.cos(math.pi * iteration / args.iterations))
    return warm * 0.1 ** sum(epoch >= milestone for milestone in args.milestones)


def optimizer_of(model, args):
    """The backbone's body has a rate of its own; biases do not decay with AdamW."""
    groups = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            body = name.startswith("backbone.body")
            decays = args.optimizer == "sgd" or parameter.dim() > 1
            groups.setdefault((body, decays), []).append(parameter)
    listed = [
        {"params": parameters, "full": args.lr * (args.body_rate if body else 1), "weight_decay": args.weight_decay if decays else 0}
        for (body, decays), parameters in groups.items()
    ]
    if args.optimizer == "adamw":
        return torch.optim.AdamW(listed, lr=args.lr)
    return torch.optim.SGD(listed, lr=args.lr, momentum=args.momentum)


class Average:
    """The exponential moving average of the weights, which counts less of the past while there is little of it."""

    def __init__(self, model, decay):
        self.model, self.decay, self.steps = copy.deepcopy(model).eval().requires_grad_(False), decay, 0

    @torch.no_grad()
    def add(self, model):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for mean, now in zip(self.model.parameters(), model.parameters()):
            mean.lerp_(now, 1 - decay)


def train(model, folder, args):
    """Returns the model to detect with: the trained one, or the average of its weights."""
    optimizer = optimizer_of(model, args)
    average = Average(model, args.ema) if args.ema > 0 else None
    examples, iteration, began = Examples(folder, args), 0, time.perf_counter()
    for epoch in range(args.epochs):
        examples.epoch = epoch
        for images, targets in loader(examples, args, epoch):
            if iteration == args.iterations:
                return average.model if average else model
            for group in optimizer.param_groups:
                group["lr"] = group["full"] * factor(args, iteration, epoch)
            terms = step(model, optimizer, images, targets, args)
            if average:
                average.add(model)
            iteration += 1
            if iteration % args.log_every == 0:
                taken = (time.perf_counter() - began) / iteration
                print(f"epoch {epoch} iteration {iteration} {taken:.3f} s/iteration {describe(terms)}", flush=True)
    return average.model if average else model


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
    """COCO results: image_id the image's name, category_id the 1-based index of the class."""
    rows = []
    for name in folder.names[: args.test_images]:
        found = model([folder.image(name)])[0]
        rows += few_labels.results(name, *(found[key].tolist() for key in ("boxes", "labels", "scores")))
    return rows


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("data", type=Path, help="a VOC year folder")
    parser.add_argument("--train", default="train", help="to train on: a split, a list of image names, or initial.json of a run")
    parser.add_argument("--train-images", type=int, help="only the first so many of the split")
    parser.add_argument("--test", default="test", help="to detect on, as --train")
    parser.add_argument("--classes", help="class names in HUALE's order, with commas between; else all of the folder, sorted")
    parser.add_argument("--test-images", type=int, help="only the first so many of the split")
    parser.add_argument("--out", type=Path, help="the COCO result file to write; without it nothing is detected")
    parser.add_argument("--save", type=Path, help="writes the state dict to this .safetensors file")
    parser.add_argument("--backbone-weights", type=Path, required=True, help="MobileNetV2, .safetensors")
    parser.add_argument("--padding", choices=["same", "symmetric"], default="same")
    parser.add_argument("--trainable-layers", type=int, default=3, help="0..6, counted from the end")
    parser.add_argument("--frozen-layers", type=int, help="instead: so many of the 19 feature layers do not train")
    parser.add_argument("--returned-layers", type=int, nargs="+", default=[2, 3, 4], help="stages C0..C5 of the pyramid")
    parser.add_argument("--taps", type=int, nargs="+", help="instead: feature layers, such as 6 13 17 for the ends of stages")
    parser.add_argument("--anchor-sizes", default="32/64/128/256", help="sizes of each level and of pool: 16,32/64/...")
    parser.add_argument("--anchor-ratios", type=float, nargs="+", default=[0.5, 1.0, 2.0], help="height over width")
    parser.add_argument("--rpn-foreground", type=float, default=0.7, help="IoU from which on an anchor is an object")
    parser.add_argument("--rpn-samples", type=int, default=256, help="anchors sampled of an image")
    parser.add_argument("--fpn-channels", type=int, default=256)
    parser.add_argument("--representation", type=int, default=1024)
    parser.add_argument("--min-size", type=int, default=320)
    parser.add_argument("--max-size", type=int, default=640)
    parser.add_argument("--rois", type=int, default=128, help="regions sampled of an image")
    parser.add_argument("--proposals", type=int, nargs=4, default=[2000, 2000, 1000, 1000], help="before and after NMS, training then testing")  # fmt: skip
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--iterations", type=int, help="stop after so many; with --schedule cosine-iterations there are as many epochs as that needs")  # fmt: skip
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--drop-last", action="store_true", help="leaves out the last, smaller batch of an epoch")
    parser.add_argument("--optimizer", choices=["sgd", "adamw"], default="sgd")
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--body-rate", type=float, default=1.0, help="factor of the rate for the backbone's body")
    parser.add_argument("--ema", type=float, default=0.0, help="decay of the weights' moving average; 0 for none")
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--weight-decay", type=float, default=1e-4)
    parser.add_argument("--warmup", type=int, default=100, help="iterations")
    parser.add_argument("--warmup-factor", type=float, default=0.001)
    parser.add_argument("--schedule", choices=["step", "cosine", "cosine-iterations"], default="step")
    parser.add_argument("--milestones", type=int, nargs="*", default=[7, 9], help="epochs that divide the rate by 10")
    parser.add_argument("--clip", type=float, default=0.0, help="largest norm of the gradient, 0 for none")
    parser.add_argument("--hflip", type=float, default=0.5)
    parser.add_argument("--augment", action="store_true", help="zoom-out, scale jitter, IoU crop and colours, as HUALE's recipe for few labels")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--workers", type=int, default=0, help="processes that decode images")
    parser.add_argument("--log-every", type=int, default=20)
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    folder = VocFolder(args.data, args.train, args.classes and args.classes.split(","))
    folder.names = folder.names[: args.train_images]
    if args.schedule == "cosine-iterations":
        if not args.iterations:
            raise SystemExit("--schedule cosine-iterations needs --iterations")
        args.epochs = math.ceil(args.iterations / max(1, len(folder.names) // args.batch))
    model = detector(args, len(folder.classes))
    print(f"{len(folder.names)} images, classes {folder.classes}", flush=True)
    model = train(model.train(), folder, args)
    if args.save:
        safetensors.torch.save_file(model.state_dict(), args.save)
    if args.out:
        began = time.perf_counter()
        rows = detect(model.eval(), VocFolder(args.data, args.test, folder.classes), args)
        args.out.write_text(json.dumps(rows))
        print(f"{len(rows)} detections in {args.out}, {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
