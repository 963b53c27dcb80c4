"""Writes torch/src/test/resources/golden/loss: the Emphasis loss of a few regions, computed with PyTorch and torchvision."""

import math
import pathlib

import torch
import torchvision
from safetensors.torch import save_file
from torchvision.models.detection._utils import BoxCoder
from torchvision.ops import generalized_box_iou_loss

FOLDER = pathlib.Path(__file__).parent.parent / "torch/src/test/resources/golden/loss"
CODER = BoxCoder((10.0, 10.0, 5.0, 5.0))
ARMS = {
    "standard": dict(),
    "factors": dict(factors="batch"),
    "factors-eiou": dict(factors="batch", eiou="safe", weight=5),
    "emphasis": dict(factors="batch", eiou="safe", weight=5, variance=True, power=1),
    "paper": dict(factors="batch", detach=False, eiou="literal", weight=1, variance=True, rpn_outside=False),
    "per-roi": dict(factors="roi", eiou="safe", weight=5, variance=True, power=1),
    "per-roi-attached": dict(factors="roi", detach=False, eiou="literal", weight=10),
}


def made_up():
    """24 regions, 9 of them with an object; three predictions are far off."""
    random = torch.Generator().manual_seed(20231215)
    regions = torch.rand(9, 4, generator=random) * 80
    regions[:, 2:] += regions[:, :2] + 15
    true = regions + (torch.rand(9, 4, generator=random) - 0.5) * 12
    targets = CODER.encode_single(true, regions)
    deltas = targets + torch.randn(9, 4, generator=random) * 0.6
    deltas[2, 0] += 14
    deltas[5, 1] -= 25
    deltas[7, 2] -= 12
    labels = torch.zeros(24, dtype=torch.int64)
    rows = torch.tensor([0, 1, 2, 5, 6, 11, 12, 13, 20])
    labels[rows] = torch.tensor([1, 2, 3, 4, 1, 2, 3, 4, 1])
    return dict(
        regions=regions,
        logits=torch.randn(24, 5, generator=random) * 2,
        labels=labels,
        rows=rows,
        deltas=deltas,
        targets=targets,
        log_variances=torch.randn(9, 4, generator=random),
        objectness=torch.tensor(0.35),
        proposals=torch.tensor(0.12),
    )


def emphasis_iou(arm, predicted, true):
    g = 1 - generalized_box_iou_loss(predicted, true, reduction="none", eps=0)
    value = (1 + g) ** 0.8 * (1 - g)
    return value if arm["eiou"] == "literal" else torch.where(g < 0, 1 - 0.2 * g, value)


def loss(arm, x):
    count = len(x["labels"])
    arm = dict(dict(factors="off", detach=True, eiou="off", variance=False, power=0, rpn_outside=True), **arm)
    predicted = CODER.decode_single(x["deltas"], x["regions"])
    true = CODER.decode_single(x["targets"], x["regions"])
    entropies = torch.nn.functional.cross_entropy(x["logits"], x["labels"], reduction="none")
    smooth = torch.nn.functional.smooth_l1_loss(x["deltas"], x["targets"], beta=1 / 9, reduction="none").sum(1)
    regression = smooth
    if arm["variance"]:
        widths = x["regions"][:, 2:] - x["regions"][:, :2]
        off = 10 * (predicted - true) / widths.repeat(1, 2)
        distance = torch.where(off.abs() < 1 / 9, 4.5 * off**2, off.abs() - 1 / 18)
        sigma = (x["log_variances"] / 2).exp()
        aware = distance / (2 * sigma**2) + (sigma**2).log() / 2
        regression = (aware * (sigma**2).detach() ** arm["power"]).sum(1)
    box, core, proposals, terms = regression, smooth, x["proposals"], {}
    if arm["eiou"] != "off":
        eiou = arm["weight"] * emphasis_iou(arm, predicted, true)
        box, core = 0.5 * eiou + 0.5 * regression, 0.5 * eiou + 0.5 * smooth
        proposals = proposals if arm["rpn_outside"] else 0.5 * proposals
        terms["emphasisIou"] = eiou.sum() / count
    if arm["variance"]:
        terms["varianceAware"] = regression.sum() / count
    seen = (lambda t: t.detach()) if arm["detach"] else (lambda t: t)
    if arm["factors"] == "roi":
        beta_cls = torch.exp(-seen(core))
        beta_loc = torch.exp(-seen(entropies[x["rows"]]))
        weights = torch.ones_like(entropies).index_add(0, x["rows"], beta_cls)
        total = (weights * entropies).mean() + x["objectness"] + ((1 + beta_loc) * box).sum() / count + proposals
        terms.update(betaClassification=beta_cls.mean(), betaLocalization=beta_loc.mean())
        return total, terms
    of_classes, of_boxes = entropies.mean() + x["objectness"], box.sum() / count + proposals
    if arm["factors"] == "off":
        return of_classes + of_boxes, terms
    beta_cls, beta_loc = torch.exp(-seen(core.sum() / count + proposals)), torch.exp(-seen(of_classes))
    terms.update(betaClassification=beta_cls, betaLocalization=beta_loc)
    return (1 + beta_cls) * of_classes + (1 + beta_loc) * of_boxes, terms


def main():
    inputs = made_up()
    stored = dict(inputs)
    leaves = ["logits", "deltas", "log_variances", "objectness", "proposals"]
    for name, arm in ARMS.items():
        x = {key: value if value.dtype == torch.int64 else value.double() for key, value in inputs.items()}
        for leaf in leaves:
            x[leaf].requires_grad_(True)
        total, terms = loss(arm, x)
        assert math.isfinite(total.item())
        gradients = torch.autograd.grad(total, [x[leaf] for leaf in leaves], allow_unused=True)
        stored[f"{name}.total"] = total.detach()
        stored.update({f"{name}.{term}": value.detach() for term, value in terms.items()})
        for leaf, gradient in zip(leaves, gradients):
            if gradient is not None:
                stored[f"{name}.gradient.{leaf}"] = gradient
    FOLDER.mkdir(parents=True, exist_ok=True)
    metadata = {"torch": torch.__version__, "torchvision": torchvision.__version__}
    save_file({key: value.clone().contiguous() for key, value in stored.items()}, FOLDER / "emphasis.safetensors", metadata)


if __name__ == "__main__":
    main()
