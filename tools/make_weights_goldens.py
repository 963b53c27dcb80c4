#!/usr/bin/env python3
"""Makes core/src/test/resources/weights: small weights files as PyTorch and safetensors write them.

Run from the repository's root with torch 2.10.0 and safetensors:  python tools/make_weights_goldens.py
"""
import collections
import json
import pathlib
import zipfile

import safetensors.torch
import torch

FOLDER = pathlib.Path("core/src/test/resources/weights")


def resnet_like():
    """The kinds of entries that occur: a tied pair, views, an empty tensor, half precisions, an integer scalar."""
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    tied = torch.tensor([1.5, -2.5])
    return collections.OrderedDict(
        [
            ("conv1.weight", (torch.arange(36, dtype=torch.float32) / 8 - 2).reshape(2, 2, 3, 3)),
            ("bn1.num_batches_tracked", torch.tensor(7)),
            ("tied.first", tied),
            ("tied.second", tied),
            ("view.transposed", base.t()[1:4]),
            ("view.every_other_row", base[::2, 1:5]),
            ("view.expanded", torch.tensor([[3.0], [4.0]]).expand(2, 3)),
            ("view.tail", base.flatten()[20:]),
            ("empty", torch.zeros(0, 4)),
            ("half", torch.tensor([1.0, -0.333251953125, 65504.0, 6e-8, float("inf"), -0.0], dtype=torch.float16)),
            ("bfloat", torch.tensor([1.0, -3.140625, 3e38, 1e-40], dtype=torch.bfloat16)),
            ("double", torch.tensor([0.1, -1e300], dtype=torch.float64)),
            ("int32", torch.tensor([1, -2**31], dtype=torch.int32)),
            ("int16", torch.tensor([1, -2**15], dtype=torch.int16)),
            ("int8", torch.tensor([1, -128], dtype=torch.int8)),
            ("uint8", torch.tensor([1, 255], dtype=torch.uint8)),
            ("bool", torch.tensor([True, False])),
        ]
    )


def as_json(state):
    """Shape and numbers of each tensor, the numbers as Python reads them."""
    return {
        name: {"type": str(t.dtype), "shape": list(t.shape), "values": [str(v) for v in t.flatten().tolist()]}
        for name, t in state.items()
    }


class Stranger:
    def __reduce__(self):
        return eval, ("1 + 1",)


def deflated(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    state = resnet_like()
    (FOLDER / "state.json").write_text(json.dumps(as_json(state), indent=1) + "\n")
    torch.save(state, FOLDER / "state.pth")
    deflated(FOLDER / "state.pth", FOLDER / "state-deflated.pth")
    torch.save(state, FOLDER / "state-protocol4.pth", pickle_protocol=4)
    contiguous = {name: t.clone(memory_format=torch.contiguous_format) for name, t in state.items()}
    safetensors.torch.save_file(contiguous, FOLDER / "state.safetensors", metadata={"format": "pt", "classes": "a,b"})

    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2))
    for index, parameter in enumerate(module.parameters()):
        parameter.data.fill_(index)
    optimizer = torch.optim.SGD(module.parameters(), lr=0.1, momentum=0.9)
    module(torch.ones(2, 1, 2, 2)).sum().backward()
    optimizer.step()
    torch.save(
        {"epoch": 3, "loss": 0.5, "note": None, "model": module.state_dict(), "optimizer": optimizer.state_dict()},
        FOLDER / "checkpoint.pth",
    )
    torch.save(dict(module.named_parameters()), FOLDER / "parameters.pth")
    torch.save(state, FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({"model": Stranger()}, FOLDER / "stranger.pth")
    torch.save(module, FOLDER / "module.pth")
    torch.save({"epoch": 3, "history": [1.0, 2.0]}, FOLDER / "no-weights.pth")
    torch.jit.script(torch.nn.Conv2d(1, 1, 1)).save(str(FOLDER / "torchscript.pt"))


if __name__ == "__main__":
    main()
