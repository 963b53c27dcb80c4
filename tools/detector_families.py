"""Detectors of other programs with random weights, exported by these programs, and what the programs themselves find.

A case is a function of a folder for the model, of images and of the side of the input. It returns the model's path, for each
image boxes (xyxy in pixels), scores and classes from 0, and what the file beside the model has to say, if anything.
"""

import contextlib
import functools
import os

os.environ.setdefault("YOLO_AUTOINSTALL", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import torch
import torchvision
from PIL import Image

LEAST = 0.05
NAMES = ["a", "b", "c", "d"]
CLASSES = "classes: [a, b, c, d]\n"
WITHOUT_LIMIT = CLASSES + "outputs: {selection: {perImage: 10000}}\n"
YOLOS = {
    "yolo11n": {},
    "yolov8n": {"dynamic": True},
    "yolov5n": {"dynamic": True},
    "yolo12n": {},
    "yolo26n": {},
    "yolo11n-nms": {"nms": True, "conf": LEAST, "iou": 0.7},
    "yolo11n-half": {"half": True},
    "yolo11n-batch": {"batch": 4},
}
SSD_SPREAD = 0.01
RANDOM_HEADS = ("cls_score", "bbox_pred", "cls_logits", "bbox_reg", "classification_head.module", "regression_head.module")


def rgb(image):
    return Image.open(image).convert("RGB")


def clipped(boxes, image):
    width, height = Image.open(image).size
    return np.clip(boxes, 0, np.array([width, height, width, height]))


# Ultralytics ---------------------------------------------------------------------------------------------------------------


def lively_yolo(name, seed):
    """Random weights whose scores are not all as good as 0."""
    from ultralytics import YOLO

    torch.manual_seed(seed)
    yolo = YOLO(f"{name}.yaml")
    with torch.no_grad():
        for branch in yolo.model.model[-1].cv3:
            branch[-1].weight.normal_(0, 0.6)
            branch[-1].bias.normal_(-4, 1)
    return yolo


def lively_rt_detr(seed):
    from ultralytics import RTDETR

    torch.manual_seed(seed)
    detector = RTDETR("rtdetr-resnet50.yaml")
    calibrate(detector.model.model[:-1], detector.model)
    head = detector.model.model[-1]
    with torch.no_grad():
        for layer in [*head.dec_score_head, head.enc_score_head]:
            layer.weight.normal_(0, 0.1)
            layer.bias.normal_(-2, 0.5)
        for layer in head.dec_bbox_head:
            layer.layers[-1].weight.normal_(0, 0.05)
    return detector


def norms_of(layers):
    return [it for it in layers.modules() if isinstance(it, torch.nn.BatchNorm2d)]


def calibrate(layers, network, side=320):
    """Statistics of batch norm that let something through."""
    norms = norms_of(layers)
    for it in norms:
        it.train()
        it.momentum = None  # the mean of all
    with torch.no_grad():
        for _ in range(8 if norms else 0):
            network(torch.rand(2, 3, 1, 1) + torch.randn(2, 3, side, side))
    network.eval()


def ultralytics(name):
    def case(folder, images, size):
        from ultralytics import RTDETR, YOLO

        options = dict(YOLOS.get(name, {}))
        batch = options.get("batch", 1)
        detr = name.startswith("rtdetr")
        detector = lively_rt_detr(1) if detr else lively_yolo(name.split("-")[0], 1)
        path = folder / f"{name}.onnx"
        os.replace(detector.export(format="onnx", imgsz=size, simplify=False, opset=17, **options), path)
        program = RTDETR(str(path)) if detr else YOLO(str(path), task="detect")
        found = []
        for image in images:
            shown = [str(image)] * batch  # a model for four images gets four
            result = program.predict(shown, imgsz=size, conf=LEAST, iou=0.7, device="cpu", verbose=False)[0].boxes
            found.append((clipped(result.xyxy.numpy(), image), result.conf.numpy(), result.cls.numpy()))
        return path, found, None

    return case


# YOLOv5's own repository, YOLOX ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def exporter_of_its_time():
    """torch.onnx.export as it was by default when older programs were written."""
    export = torch.onnx.export
    torch.onnx.export = functools.partial(export, dynamo=False)
    try:
        yield
    finally:
        torch.onnx.export = export


def yolov5_own(folder, images, size):
    """The package yolov5: export.py, DetectMultiBackend, non_max_suppression."""
    import yolov5
    from yolov5.export import export_onnx
    from yolov5.models.yolo import Detect, Model
    from yolov5.utils.augmentations import letterbox
    from yolov5.utils.general import non_max_suppression, scale_boxes

    torch.manual_seed(3)
    model = Model(os.path.join(os.path.dirname(yolov5.__file__), "models/yolov5n.yaml"), ch=3, nc=len(NAMES))
    model.names = dict(enumerate(NAMES))
    calibrate(model.model[:-1], model)
    with torch.no_grad():
        for layer in model.model[-1].m:
            layer.weight.normal_(0, 0.3)
            layer.bias.normal_(-1, 1)
    for it in model.modules():
        if isinstance(it, Detect):
            it.inplace, it.dynamic, it.export = False, False, True
    path = folder / "yolov5-own.onnx"
    with exporter_of_its_time():
        export_onnx(model.eval(), torch.zeros(1, 3, size, size), path.with_suffix(".pt"), 12, False, False)
    found = []
    for image in images:
        original = np.asarray(rgb(image))
        boxed = letterbox(original, size, stride=32, auto=False)[0]
        tensor = torch.from_numpy(boxed.transpose(2, 0, 1).copy()).float()[None] / 255
        with torch.no_grad():
            rows = non_max_suppression(model(tensor)[0], LEAST, 0.45, max_det=300)[0]
        rows[:, :4] = scale_boxes(tensor.shape[2:], rows[:, :4], original.shape)
        rows = rows.numpy()
        found.append((rows[:, :4], rows[:, 4], rows[:, 5]))
    return path, found, None


def yolox(decoded):
    def case(folder, images, size):
        """The package yolox: the network of yolox-nano, ValTransform and postprocess, as its exporter and its demo call them."""
        import cv2
        from yolox.data.data_augment import ValTransform
        from yolox.models import YOLOX, YOLOPAFPN, YOLOXHead
        from yolox.models.network_blocks import SiLU
        from yolox.utils import postprocess, replace_module

        torch.manual_seed(4)
        widths = [256, 512, 1024]
        network = YOLOX(
            YOLOPAFPN(0.33, 0.25, in_channels=widths, depthwise=True),
            YOLOXHead(len(NAMES), 0.25, in_channels=widths, depthwise=True),
        ).eval()
        calibrate(network, network)
        with torch.no_grad():
            for layer in [*network.head.cls_preds, *network.head.obj_preds]:
                layer.weight.normal_(0, 0.05)
                layer.bias.normal_(-1, 1)
        transform, found = ValTransform(legacy=False), []
        for image in images:
            pixels = cv2.imread(str(image))
            ratio = min(size / pixels.shape[0], size / pixels.shape[1])
            tensor = torch.from_numpy(transform(pixels, None, (size, size))[0])[None].float()
            with torch.no_grad():
                rows = postprocess(network(tensor), len(NAMES), LEAST, 0.45, class_agnostic=False)[0]
            rows = np.zeros((0, 7)) if rows is None else rows.numpy()
            found.append((clipped(rows[:, :4] / ratio, image), rows[:, 4] * rows[:, 5], rows[:, 6]))
        network.head.decode_in_inference = decoded
        path = folder / f"yolox{'-decoded' if decoded else ''}.onnx"
        torch.onnx.export(
            replace_module(network, torch.nn.SiLU, SiLU),
            torch.zeros(1, 3, size, size),
            str(path),
            input_names=["images"],
            output_names=["output"],
            opset_version=11,
            dynamo=False,
        )
        return path, found, WITHOUT_LIMIT  # there is none in its demo

    return case


# torchvision ----------------------------------------------------------------------------------------------------------------


def torchvision_detector(name, spread=0.05, **options):
    torch.manual_seed(2)
    detector = getattr(torchvision.models.detection, name)(weights=None, weights_backbone=None, **options)
    with torch.no_grad():
        for _ in range(20 if norms_of(detector) else 0):  # statistics of batch norm that let something through
            detector.backbone(torch.rand(2, 3, 1, 1) + torch.randn(2, 3, 320, 320))
        detector.eval()
        for part, weights in detector.named_parameters():
            if any(it in part for it in RANDOM_HEADS):
                weights.normal_(0, spread)
    return detector


def torchvision_export(detector, path, outputs):
    torch.onnx.export(
        detector,
        ([torch.rand(3, 375, 500)],),
        str(path),
        opset_version=16,
        input_names=["image"],
        output_names=outputs,
        dynamic_axes={"image": {1: "height", 2: "width"}, **{it: {0: "n"} for it in outputs}},
        dynamo=False,
    )


def by_torchvision(detector, image):
    with torch.no_grad():
        return detector([torchvision.transforms.functional.to_tensor(rgb(image))])[0]


def faster_rcnn(folder, images, size):
    name = "fasterrcnn_mobilenet_v3_large_320_fpn"
    detector = torchvision_detector(name, num_classes=5, box_score_thresh=LEAST)
    path = folder / f"{name}.onnx"
    torchvision_export(detector, path, ["boxes", "labels", "scores"])
    found = [by_torchvision(detector, it) for it in images]
    return path, [(it["boxes"].numpy(), it["scores"].numpy(), it["labels"].numpy() - 1) for it in found], CLASSES


def torchvision_dense(name, spread, first_label, **options):
    """Detectors of one stage, whose outputs come in another order, and of which some count classes from 0."""

    def case(folder, images, size):
        detector = torchvision_detector(
            name, spread, num_classes=4 + first_label, score_thresh=LEAST, topk_candidates=300, **options
        )
        calibrate(detector.backbone, detector.backbone)
        path = folder / f"{name}.onnx"
        torchvision_export(detector, path, ["boxes", "scores", "labels"])
        found = [by_torchvision(detector, it) for it in images]
        sidecar = CLASSES + f"outputs: {{scores: {{firstLabel: {first_label}}}, selection: {{perImage: 300}}}}\n"
        return path, [(it["boxes"].numpy(), it["scores"].numpy(), it["labels"].numpy() - first_label) for it in found], sidecar

    return case


class RawSsd(torch.nn.Module):
    """Boxes of all priors as shares of the input, cut at its border, and all scores: suppression is left to others."""

    def __init__(self, detector):
        super().__init__()
        self.detector = detector

    def forward(self, images):
        maps = list(self.detector.backbone(images).values())
        found = self.detector.head(maps)
        shown = torchvision.models.detection.image_list.ImageList(images, [tuple(images.shape[-2:])])
        priors = self.detector.anchor_generator(shown, maps)[0]
        boxes = self.detector.box_coder.decode_single(found["bbox_regression"][0], priors)
        return boxes[None].clamp(0, images.shape[-1]) / images.shape[-1], found["cls_logits"].softmax(-1)


RAW_SSD = """convention: ssd
input:
  fit: {sampling: unrounded}
  colours: {scale: 0.00392156862745098, mean: [0.48235, 0.45882, 0.40784], deviation: [0.00392156862745098, 0.00392156862745098, 0.00392156862745098]}
"""


def raw_ssd(folder, images, size):
    detector = torchvision_detector("ssd300_vgg16", SSD_SPREAD, num_classes=5, score_thresh=LEAST, topk_candidates=9000)
    path = folder / "ssd300-raw.onnx"
    torch.onnx.export(
        RawSsd(detector).eval(),
        (torch.rand(1, 3, 300, 300),),
        str(path),
        opset_version=16,
        input_names=["image"],
        output_names=["boxes", "scores"],
        dynamo=False,
    )
    found = [by_torchvision(detector, it) for it in images]
    return path, [(it["boxes"].numpy(), it["scores"].numpy(), it["labels"].numpy() - 1) for it in found], CLASSES + RAW_SSD


# transformers, RF-DETR --------------------------------------------------------------------------------------------------------


class Named(torch.nn.Module):
    """The two outputs that exporters of the library transformers keep."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        found = self.model(pixel_values)
        return found.logits, found.pred_boxes


class Finished(torch.nn.Module):
    """Its best boxes inside the network, as the repositories of RT-DETR and D-FINE export theirs."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, images, orig_target_sizes):
        found = self.model(images)
        classes = found.logits.shape[2]
        scores, index = found.logits.sigmoid().flatten(1).topk(found.logits.shape[1], dim=-1)
        boxes = torchvision.ops.box_convert(found.pred_boxes, "cxcywh", "xyxy")
        boxes = boxes * orig_target_sizes.repeat(1, 2).unsqueeze(1)
        boxes = boxes.gather(1, (index // classes).unsqueeze(-1).expand(-1, -1, 4))
        return index % classes, boxes, scores


def lively_transformers(kind):
    import transformers

    torch.manual_seed(5)
    labels = dict(id2label=dict(enumerate(NAMES)), label2id={it: i for i, it in enumerate(NAMES)})
    if kind == "rt-detr":
        backbone = transformers.RTDetrResNetConfig(
            layer_type="basic", depths=[2, 2, 2, 2], hidden_sizes=[64, 128, 256, 512], out_features=["stage2", "stage3", "stage4"]
        )
        config = transformers.RTDetrConfig(
            backbone_config=backbone, encoder_in_channels=[128, 256, 512], decoder_layers=3, **labels
        )
        model = transformers.RTDetrForObjectDetection(config)
    else:
        model = transformers.DFineForObjectDetection(transformers.DFineConfig(decoder_layers=3, **labels))
    calibrate(model, model)
    with torch.no_grad():
        for part, weights in model.named_parameters():
            if "class_embed" in part or "enc_score_head" in part:
                weights.normal_(-2 if part.endswith("bias") else 0, 0.3)
    return model.eval()


def by_transformers(model, image, size):
    from transformers import RTDetrImageProcessor

    processor = RTDetrImageProcessor(size={"height": size, "width": size})
    given = processor(images=rgb(image), return_tensors="pt")
    with torch.no_grad():
        found = model(**given)
    width, height = rgb(image).size
    it = processor.post_process_object_detection(found, threshold=LEAST, target_sizes=[(height, width)])[0]
    return clipped(it["boxes"].numpy(), image), it["scores"].numpy(), it["labels"].numpy()


def fold_constants(path):
    """Its positions are computed by operators that ONNX Runtime has in Python and not yet in Java."""
    import onnxruntime

    options, folded = onnxruntime.SessionOptions(), path.with_suffix(".folded")
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(folded)
    onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    os.replace(folded, path)


def transformers_case(kind, finished):
    def case(folder, images, size):
        size = 640  # positions of the encoder are fixed
        model = lively_transformers(kind)
        found = [by_transformers(model, it, size) for it in images]
        path = folder / f"{kind}{'-finished' if finished else ''}.onnx"
        pixels = torch.rand(1, 3, size, size)
        inputs = ["images", "orig_target_sizes"] if finished else ["pixel_values"]
        torch.onnx.export(
            Finished(model) if finished else Named(model),
            (pixels, torch.tensor([[size, size]])) if finished else (pixels,),
            str(path),
            opset_version=17,
            input_names=inputs,
            output_names=["labels", "boxes", "scores"] if finished else ["logits", "pred_boxes"],
            dynamo=False,  # all sides fixed: else places are computed by operators that not every ONNX Runtime has
        )
        if kind == "d-fine":
            fold_constants(path)
        return path, found, CLASSES

    return case


def rf_detr(folder, images, size):
    import rfdetr

    torch.manual_seed(6)
    program = rfdetr.RFDETRNano(pretrain_weights=None, num_classes=len(NAMES), device="cpu")
    model = program.model.model
    with torch.no_grad():
        for part, weights in model.named_parameters():
            if "class_embed" in part:
                weights.normal_(-2 if part.endswith("bias") else 0, 0.3)
            if part in ("query_feat.weight", "refpoint_embed.weight"):
                weights[:] = weights[0].clone()  # else queries that change places for a rounding find other boxes
    found = []
    for image in images:
        it = program.predict(str(image), threshold=LEAST)
        found.append((it.xyxy, it.confidence, it.class_id))
    exported = program.export(output_dir=str(folder / "rf-detr"), verbose=False)
    path = folder / "rf-detr.onnx"
    os.replace(exported or next((folder / "rf-detr").glob("*.onnx")), path)
    return path, found, "classes: [a, b, c, d, none]\n"  # the last of its columns counts among the best 300


CASES = {name: ultralytics(name) for name in [*YOLOS, "rtdetr-resnet50"]}
CASES |= {
    "fasterrcnn_mobilenet_v3_large_320_fpn": faster_rcnn,
    "retinanet_resnet50_fpn": torchvision_dense("retinanet_resnet50_fpn", 0.05, 0, min_size=320, max_size=512),
    "fcos_resnet50_fpn": torchvision_dense("fcos_resnet50_fpn", 0.05, 0, min_size=320, max_size=512),
    "ssdlite320_mobilenet_v3_large": torchvision_dense("ssdlite320_mobilenet_v3_large", 0.1, 1),
    "ssd300_vgg16": torchvision_dense("ssd300_vgg16", SSD_SPREAD, 1),
    "ssd300-raw": raw_ssd,
    "yolov5-own": yolov5_own,
    "yolox": yolox(False),
    "yolox-decoded": yolox(True),
    "rt-detr": transformers_case("rt-detr", False),
    "rt-detr-finished": transformers_case("rt-detr", True),
    "d-fine": transformers_case("d-fine", False),
    "d-fine-finished": transformers_case("d-fine", True),
    "rf-detr": rf_detr,
}
