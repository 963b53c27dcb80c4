"""Weights and images that are computed, not stored; FormulaWeights.java and FormulaImage.java are the twins."""

import numpy as np
import torch

GOLDEN_GAMMA = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)

# The first entry whose text the name contains decides; the last one always matches.
GAINS = [
    ("conv3.weight", 0.5),  # the end of a bottleneck: keeps the residual sums from growing
    (".block.", 1.34),  # MobileNetV3, whose h-swish loses less than ReLU
    ("fpn.", 0.5),
    ("cls_logits", 0.5),
    ("cls_score", 0.7),
    ("bbox_pred", 0.5),
    ("", 1.4),
]


def fnv1a64(text):
    value = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def splitmix64(state):
    """The output of SplitMix64 for each state (uint64 array)."""
    with np.errstate(over="ignore"):
        z = state + GOLDEN_GAMMA
        z = (z ^ (z >> np.uint64(30))) * MIX_1
        z = (z ^ (z >> np.uint64(27))) * MIX_2
        return z ^ (z >> np.uint64(31))


def draws(name, indices):
    with np.errstate(over="ignore"):
        return splitmix64(np.uint64(fnv1a64(name)) + indices.astype(np.uint64) * GOLDEN_GAMMA)


def unit(name, count):
    """count numbers in [0, 1), exact in float32, as float64."""
    return (draws(name, np.arange(count)) >> np.uint64(40)).astype(np.float64) / 2.0**24


def signed(name, shape):
    """2u - 1 as a float32 tensor of the given shape."""
    values = 2.0 * unit(name, int(np.prod(shape))) - 1.0
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def gain(name):
    return next(value for text, value in GAINS if text in name)


def values(name, shape):
    """The float32 values of the parameter or buffer `name`, row-major."""
    u = unit(name, int(np.prod(shape)))
    if len(shape) >= 2:
        out = (2.0 * u - 1.0) * np.sqrt(3.0 / np.prod(shape[1:])) * gain(name)
    elif name.endswith("running_var") or (name.endswith("weight") and len(shape) == 1):
        out = 0.75 + 0.5 * u
    else:  # biases and running means
        out = (2.0 * u - 1.0) * 0.1
    return out.astype(np.float32).reshape(shape)


def fill(module, prefix=""):
    """Overwrites every floating-point parameter and buffer of the module in place."""
    for name, tensor in module.state_dict().items():
        if tensor.is_floating_point():
            tensor.copy_(torch.from_numpy(values(prefix + name, tuple(tensor.shape))))
    return module


def noise(seed, cell, width, height):
    """Bilinear value noise in integers: [height, width, 3], 0..255."""
    columns, rows = width // cell + 2, height // cell + 2
    y, x, c = np.meshgrid(np.arange(rows), np.arange(columns), np.arange(3), indexing="ij")
    lattice = (draws(f"image:{seed}:{cell}", (c * 4096 + y) * 4096 + x) >> np.uint64(56)).astype(np.int64)
    gy, fy = np.divmod(np.arange(height), cell)
    gx, fx = np.divmod(np.arange(width), cell)
    fy, fx = fy[:, None, None], fx[None, :, None]
    top = lattice[gy][:, gx] * (cell - fx) + lattice[gy][:, gx + 1] * fx
    bottom = lattice[gy + 1][:, gx] * (cell - fx) + lattice[gy + 1][:, gx + 1] * fx
    return (top * (cell - fy) + bottom * fy) // (cell * cell)


def image(seed, width, height):
    """An RGB image, uint8 [height, width, 3]."""
    mixed = (3 * noise(seed, 32, width, height) + noise(seed, 8, width, height)) // 4
    return mixed.astype(np.uint8)


def image_tensor(seed, width, height):
    """The same as torchvision wants it: float32 [3, height, width] in [0, 1]."""
    return torch.from_numpy(image(seed, width, height)).permute(2, 0, 1).contiguous().float().div(255)
