"""The rival's clock: torchvision's Faster R-CNN, one measurement a call or, with --serve, one for each line on stdin.

A case is infer:MODEL:BATCH, train:MODEL:BATCH, train:MODEL:BATCH:bf16, roialign:REGIONS or ceiling. With --device cuda the
clock stops when the GPU is done. The server answers `measure CASE` with
milliseconds, `flops CASE` with floating-point operations (two for a multiply-add), anything wrong with `error TEXT`.
"""

import argparse
import sys
import time
from functools import lru_cache
from pathlib import Path

import safetensors.torch
import torch
from torch.utils.flop_counter import FlopCounterMode
from torchvision.ops import MultiScaleRoIAlign

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import detectors  # noqa: E402
import formula  # noqa: E402

MODELS = {
    "resnet50-fpn": ("resnet50-fpn", dict(min_size=600, max_size=1000)),
    "mobilenet-v3-320-fpn": ("mobilenet-v3-large-320-fpn", {}),
}
CLASSES = 91  # with background, torchvision's default
IMAGE = (500, 375)  # width, height
OBJECTS = 5  # in each training image
DEVICE = torch.device("cpu")
WARM_UP = 2


@lru_cache
def model(name, kind):
    """kind tells the model that is trained from the one that is not, so that neither disturbs the other."""
    base, options = MODELS[name]
    built = formula.fill(detectors.detector(base, CLASSES, trainable_layers=3, **options))
    return built.train(kind == "train").to(DEVICE)


@lru_cache
def optimizer(name):
    wanted = [parameter for parameter in model(name, "train").parameters() if parameter.requires_grad]
    return torch.optim.SGD(wanted, lr=1e-6, momentum=0.9, weight_decay=1e-4)  # small: the weights stay where they are


@lru_cache
def batch(size):
    images = [formula.image_tensor(seed, *IMAGE) for seed in range(1, size + 1)]
    return images, [target(seed) for seed in range(1, size + 1)]


def target(seed):
    u = torch.from_numpy(formula.unit(f"bench.boxes:{seed}", 4 * OBJECTS)).float().view(OBJECTS, 4)
    extent = torch.tensor(IMAGE, dtype=torch.float32)
    corner, size = u[:, :2] * extent * 0.6, (0.1 + 0.3 * u[:, 2:]) * extent
    return {"boxes": torch.cat([corner, corner + size], 1), "labels": torch.arange(1, OBJECTS + 1)}


def infer(name, size):
    images, _ = batch(size)
    with torch.inference_mode():
        found = model(name, "infer")([image.to(DEVICE) for image in images])
        [{key: value.cpu() for key, value in image.items()} for image in found]  # HUALE's are on the CPU, too


def train(name, size, half=False):
    images, targets = batch(size)
    images = [image.to(DEVICE) for image in images]
    targets = [{key: value.to(DEVICE) for key, value in target.items()} for target in targets]
    optimizer(name).zero_grad()
    with torch.autocast(DEVICE.type, torch.bfloat16, enabled=half):
        loss = sum(model(name, "train")(images, targets).values())
    loss.backward()
    optimizer(name).step()


@lru_cache
def regions(count):
    """Maps of an 800x600 image (padded to 800x608) and regions of 16 to 512 pixels, log-uniform."""
    shapes = [(1, 256, 608 // step, 800 // step) for step in (4, 8, 16, 32)]
    maps = {str(i): formula.signed(f"bench.map{i}", shape).requires_grad_() for i, shape in enumerate(shapes)}
    u = torch.from_numpy(formula.unit("bench.regions", 4 * count)).float().view(count, 4)
    centre, half = u[:, :2] * torch.tensor([800.0, 600.0]), 8.0 * 32.0 ** u[:, 2:]
    boxes = torch.cat([centre - half, centre + half], 1)
    boxes[:, 0::2].clamp_(0, 800)
    boxes[:, 1::2].clamp_(0, 600)
    maps = {name: level.detach().to(DEVICE).requires_grad_() for name, level in maps.items()}
    return maps, boxes.to(DEVICE), torch.ones(count, 256, 7, 7, device=DEVICE)


def roi_align(count):
    maps, boxes, gradient = regions(count)
    for level in maps.values():
        level.grad = None
    MultiScaleRoIAlign(["0", "1", "2", "3"], 7, 2)(maps, [boxes], [(600, 800)]).backward(gradient)


@lru_cache
def big_convolution():
    layer = torch.nn.Conv2d(256, 256, 3, padding=1, bias=False).to(memory_format=torch.channels_last)
    return layer.to(DEVICE), torch.randn(1, 256, 152, 200).to(memory_format=torch.channels_last).to(DEVICE)


def ceiling():
    layer, maps = big_convolution()
    with torch.inference_mode():
        layer(maps)


@lru_cache
def work(case):
    """The function that a case measures, run some times to warm it up."""
    kind, *rest = case.split(":")
    if kind in ("infer", "train") and len(rest) == 2 and rest[0] in MODELS:
        act = {"infer": infer, "train": train}[kind]
        run = lambda: act(rest[0], int(rest[1]))  # noqa: E731
    elif kind == "train" and rest[2:] == ["bf16"] and rest[0] in MODELS:
        run = lambda: train(rest[0], int(rest[1]), half=True)  # noqa: E731
    elif kind == "roialign":
        run = lambda: roi_align(int(rest[0]))  # noqa: E731
    elif case == "ceiling":
        run = ceiling
    else:
        raise ValueError(f"no such case: {case}")
    for _ in range(WARM_UP):
        run()
    return run


def wait():
    if DEVICE.type == "cuda":
        torch.cuda.synchronize()


def milliseconds(case):
    run = work(case)
    wait()
    start = time.perf_counter()
    run()
    wait()
    return 1e3 * (time.perf_counter() - start)


@lru_cache
def flops(case):
    run = work(case)
    with FlopCounterMode(display=False) as counter:
        run()
    return counter.get_total_flops()


def answer(line):
    try:
        verb, case = line.split()
        return f"{milliseconds(case):.3f}" if verb == "measure" else str(flops(case))
    except Exception as problem:  # the driver, not this process, decides what to do about it
        return f"error {problem}".replace("\n", " ")


def save_work(folder):
    """All that the other side needs to do the same."""
    for name in MODELS:
        safetensors.torch.save_file(model(name, "infer").state_dict(), folder / f"{name}.safetensors")
    images, targets = batch(4)
    work = {"regions": regions(512)[1].cpu()}
    for number, (image, target_) in enumerate(zip(images, targets), 1):
        work[f"image.{number}"] = (image * 255).round().to(torch.uint8).permute(1, 2, 0).contiguous()
        work[f"boxes.{number}"] = target_["boxes"]
    safetensors.torch.save_file(work, folder / "work.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="cases to measure now")
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:n")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--save-work", type=Path, help="writes weights, images, boxes and regions into this folder and ends")
    args = parser.parse_args()
    global DEVICE, WARM_UP
    DEVICE = torch.device(args.device)
    WARM_UP = 2 if DEVICE.type == "cpu" else 10  # a GPU's libraries choose and load their kernels at first
    torch.set_num_threads(args.threads)
    if args.save_work:
        save_work(args.save_work)
        return
    for case in args.cases:
        times = sorted(milliseconds(case) for _ in range(args.repeat))
        print(f"{case}: {times[len(times) // 2]:.1f} ms, {flops(case) / 1e9:.1f} GFLOP", flush=True)
    if args.serve:
        for line in sys.stdin:
            print(answer(line), flush=True)


if __name__ == "__main__":
    main()
