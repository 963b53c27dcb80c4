"""Detectors with queries: DETR of transformers, D-FINE and RT-DETR of their own repositories.

Cases as in `detector_families.py`. The environment variables DFINE_REPOSITORY and RTDETR_REPOSITORY name clones of
github.com/Peterande/D-FINE and github.com/lyuwenyu/RT-DETR; their own exporters write the files.
"""

import argparse
import contextlib
import importlib.util
import os
import sys
import unittest.mock
from pathlib import Path

import torch
import torchvision

from detector_families import CLASSES, LEAST, NAMES, Named, calibrate, clipped, exporter_of_its_time, rgb

SIDE = 640
HEADS = ("score_head", "class_embed", "class_labels_classifier")
BOX_HEADS = ("bbox_head", "bbox_embed", "bbox_predictor")


def spread(model, spread_of_scores, spread_of_boxes, bias):
    """Random last layers, so that scores and boxes differ from query to query."""
    with torch.no_grad():
        for part, weights in model.named_parameters():
            if any(it in part for it in HEADS):
                weights.normal_(bias if part.endswith("bias") else 0, spread_of_scores)
            if any(it in part for it in BOX_HEADS) and weights.ndim == 2 and weights.shape[0] % 4 == 0:
                if "layers.2" in part:
                    weights.normal_(0, spread_of_boxes)
    return model.eval()


# transformers -----------------------------------------------------------------------------------------------------------------


def small_detr():
    import transformers

    torch.manual_seed(7)
    backbone = transformers.ResNetConfig(
        embedding_size=32, hidden_sizes=[32, 64, 128, 256], depths=[1, 1, 1, 1], layer_type="basic", out_features=["stage4"]
    )
    config = transformers.DetrConfig(
        backbone_config=backbone, encoder_layers=2, decoder_layers=2, encoder_ffn_dim=512, decoder_ffn_dim=512,
        use_timm_backbone=False, id2label=dict(enumerate(NAMES)), label2id={it: i for i, it in enumerate(NAMES)},
    )
    return spread(transformers.DetrForObjectDetection(config), 0.5, 0.3, 0)


def found_by(model, processor, image):
    with torch.no_grad():
        found = model(**processor(images=rgb(image), return_tensors="pt"))
    width, height = rgb(image).size
    it = processor.post_process_object_detection(found, threshold=LEAST, target_sizes=[(height, width)])[0]
    return clipped(it["boxes"].numpy(), image), it["scores"].numpy(), it["labels"].numpy()


def export_named(model, path, pixels, **options):
    torch.onnx.export(
        Named(model),
        (pixels,),
        str(path),
        input_names=["pixel_values"],
        output_names=["logits", "pred_boxes"],
        **options,
    )


def detr(folder, images, size):
    """Images of any size: shorter side 800 unless the longer would exceed 1333."""
    import transformers

    model = small_detr()
    found = [found_by(model, transformers.DetrImageProcessor(), it) for it in images]
    path = folder / "detr.onnx"
    axes = {"pixel_values": {2: "height", 3: "width"}}
    export_named(model, path, torch.rand(1, 3, 800, 1066), opset_version=17, dynamic_axes=axes, dynamo=False)
    return path, found, "convention: detr\n" + CLASSES


# own repositories ---------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def repository(variable, inside):
    """The folder of a clone whose package is called `src`, as that of every one of them."""
    if not os.environ.get(variable):
        raise ImportError(f"{variable} names no clone of its repository")
    root = Path(os.environ[variable]).resolve() / inside
    sys.path.insert(0, str(root))
    try:
        yield root
    finally:
        sys.path.remove(str(root))
        for it in [it for it in sys.modules if it.split(".")[0] == "src"]:
            del sys.modules[it]


def configuration(folder, name, theirs, backbone):
    """One of theirs with our classes, which downloads nothing."""
    path = folder / f"{name}.yml"
    path.write_text(
        f"__include__: ['{theirs}']\nnum_classes: {len(NAMES)}\nremap_mscoco_category: False\n"
        f"{backbone}: {{pretrained: False}}\n"
    )
    return path


def export_by(script, arguments):
    """Its own exporter; where that tries 32 images first, with two."""
    spec = importlib.util.spec_from_file_location("exporter", script)
    exporter = importlib.util.module_from_spec(spec)
    rand = torch.rand
    fewer = unittest.mock.patch("torch.rand", lambda n, *sides: rand(min(n, 2), *sides))
    with exporter_of_its_time(), fewer:
        spec.loader.exec_module(exporter)
        exporter.main(argparse.Namespace(check=False, simplify=False, **arguments))


def found_by_repository(detector, postprocessor, image):
    """As its script for pictures: resized by Pillow, values from 0 to 1."""
    transforms = torchvision.transforms
    pixels = transforms.Compose([transforms.Resize((SIDE, SIDE)), transforms.ToTensor()])(rgb(image))
    with torch.no_grad():
        labels, boxes, scores = postprocessor(detector(pixels[None]), torch.tensor([rgb(image).size]))
    sure = scores[0] > LEAST
    return clipped(boxes[0][sure].numpy(), image), scores[0][sure].numpy(), labels[0][sure].numpy()


def of_repository(name, variable, inside, theirs, backbone, script):
    def case(folder, images, size):
        with repository(variable, inside) as root:
            from src.core import YAMLConfig

            torch.manual_seed(8)
            config, weights = configuration(folder, name, root / theirs, backbone), folder / f"{name}.pth"
            detector = YAMLConfig(str(config)).model.eval()
            calibrate(detector, detector, SIDE)
            spread(detector, 0.3, 0.05, -2)
            torch.save({"model": detector.state_dict()}, weights)
            path = weights.with_suffix(".onnx")
            asked = dict(config=str(config), resume=str(weights))
            if variable == "RTDETR_REPOSITORY":
                asked |= dict(output_file=str(path), input_size=SIDE, update=None)
            export_by(root / script, asked)
            detector, postprocessor = detector.deploy(), YAMLConfig(str(config)).postprocessor.deploy()
            return path, [found_by_repository(detector, postprocessor, it) for it in images], CLASSES

    return case


CASES = {
    "detr": detr,
    "d-fine-own": of_repository(
        "d-fine-own", "DFINE_REPOSITORY", "", "configs/dfine/dfine_hgnetv2_n_coco.yml", "HGNetv2",
        "tools/deployment/export_onnx.py",
    ),
    "rt-detr-own": of_repository(
        "rt-detr-own", "RTDETR_REPOSITORY", "rtdetrv2_pytorch", "configs/rtdetrv2/rtdetrv2_r18vd_120e_coco.yml",
        "PResNet", "tools/export_onnx.py",
    ),
}
