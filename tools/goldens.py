"""Every golden value of the detector, computed in memory: CASES maps a file name to a function giving its tensors."""

import math
from contextlib import contextmanager

import torch
from torchvision.models.detection import _utils as det_utils
from torchvision.models.detection import rpn as rpn_module
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.transform import GeneralizedRCNNTransform
from torchvision.ops import boxes as box_ops
from torchvision.ops import MultiScaleRoIAlign

import detectors
import formula

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
CLASSES = 4  # with background


# --- what is stored of a large tensor -------------------------------------------------------------------------------


def summary(name, tensor, limit=256):
    """Shape, every stride-th value of the row-major order (stride odd), and [sum, sum of absolutes] in float64."""
    flat = tensor.detach().contiguous().flatten()
    stride = max(1, math.ceil(flat.numel() / limit)) | 1
    wide = flat.double()
    return {
        f"{name}.shape": torch.tensor(tensor.shape),
        f"{name}.stride": torch.tensor([stride]),
        f"{name}.sample": flat[::stride].clone(),
        f"{name}.sums": torch.stack([wide.sum(), wide.abs().sum()]),
    }


def normalized(seed, width, height):
    transform = GeneralizedRCNNTransform(800, 1333, MEAN, STD)
    return transform.normalize(formula.image_tensor(seed, width, height))


# --- a. image transform ---------------------------------------------------------------------------------------------

SIZES = [(500, 375), (375, 500), (97, 131), (640, 480), (33, 200), (401, 89), (353, 500), (256, 128)]
LIMITS = [(800, 1333), (600, 1000), (320, 640), (128, 256)]


def transform_case():
    out = {}
    for number, (width, height) in enumerate(SIZES):
        image = formula.image_tensor(100 + number, width, height)
        for low, high in LIMITS[number % 2 :: 2]:
            images, _ = GeneralizedRCNNTransform(low, high, MEAN, STD).eval()([image])
            name = f"{width}x{height}-{low}-{high}"
            out[f"{name}.resized"] = torch.tensor(images.image_sizes)  # [1, 2]: height, width
            out.update(summary(name, images.tensors, 128))
    out.update(transform_batch())
    return out


def transform_batch():
    boxes = torch.tensor([[10.0, 20.0, 110.5, 70.25], [0.0, 0.0, 200.0, 150.0]])
    pair = [formula.image_tensor(120, 200, 150), formula.image_tensor(121, 131, 97)]
    targets = [{"boxes": boxes}, {"boxes": boxes[:0]}]
    images, moved = GeneralizedRCNNTransform(128, 256, MEAN, STD)(pair, targets)
    return {
        "batch.resized": torch.tensor(images.image_sizes),
        "batch.boxes": boxes,
        "batch.boxes_resized": moved[0]["boxes"],
        **summary("batch", images.tensors, 1024),
    }


# --- b. anchors -----------------------------------------------------------------------------------------------------


def anchors_case():
    five = tuple((size,) for size in detectors.ALL_SIZES)
    sparse = AnchorGenerator(five, (detectors.RATIOS,) * 5)
    dense = AnchorGenerator((detectors.ALL_SIZES,) * 3, (detectors.RATIOS,) * 3)
    out = anchors("resnet", sparse, (128, 160), [(32, 40), (16, 20), (8, 10), (4, 5), (2, 3)])
    out.update(anchors("resnet-large", sparse, (608, 800), [(152, 200), (76, 100), (38, 50), (19, 25), (10, 13)]))
    out.update(anchors("mobilenet", dense, (320, 448), [(10, 14), (10, 14), (5, 7)]))
    for level, cell in enumerate(sparse.cell_anchors):
        out[f"cell.{level}"] = cell
    return out


def anchors(name, generator, padded, grids):
    features = [torch.zeros(1, 1, *grid) for grid in grids]
    images = ImageList(torch.zeros(1, 3, *padded), [padded])
    return {
        f"{name}.padded": torch.tensor(padded),
        f"{name}.grids": torch.tensor(grids),
        **summary(name, generator(images, features)[0], 2048),
    }


# --- c. backbones ---------------------------------------------------------------------------------------------------


def backbone_case(name):
    body = formula.fill(detectors.backbone(name), "backbone.").eval()
    with torch.no_grad():
        levels = body(normalized(1, 128, 96)[None])
    out = {}
    for key, level in levels.items():
        out.update(summary(key, level, 384))
    return out


# --- d. region proposals --------------------------------------------------------------------------------------------


def build(name, trainable_layers=3, **options):
    return formula.fill(detectors.detector(name, CLASSES, trainable_layers, **options)).eval()


RPN_OPTIONS = dict(min_size=96, max_size=128, rpn_pre_nms_top_n_test=200, rpn_post_nms_top_n_test=100)
RPN_SEEDS = {"resnet18-fpn": 1, "resnet50-fpn": 1, "mobilenet-v3-large-fpn": 1}


def rpn_case(name, seed=None, jitter=None):
    model = build(name, **RPN_OPTIONS)
    shake(model, jitter)
    rpn = model.rpn
    images, _ = model.transform([formula.image_tensor(seed or RPN_SEEDS[name], 128, 96)])
    with torch.no_grad():
        features = list(model.backbone(images.tensors).values())
        logits, deltas = rpn.head(features)
        counts = [level[0].numel() for level in logits]
        logits, deltas = rpn_module.concat_box_prediction_layers(logits, deltas)
        proposals = rpn.box_coder.decode(deltas, rpn.anchor_generator(images, features)).view(1, -1, 4)
        boxes, scores = rpn.filter_proposals(proposals, logits, images.image_sizes, counts)
    return {
        "seed": torch.tensor([seed or RPN_SEEDS[name]]),
        "counts": torch.tensor(counts),
        **summary("objectness", logits, 1024),
        **summary("deltas", deltas, 2048),
        "proposals": boxes[0],
        "scores": scores[0],
    }


# --- e. RoIAlign ----------------------------------------------------------------------------------------------------

ROI_IMAGE = (128, 160)  # height, width
ROI_BOXES = [
    [0, 0, 160, 128], [10.3, 20.7, 60.2, 90.9], [5, 5, 5, 5], [40, 30, 40, 80], [100, 100, 100.4, 100.3],
    [-20, -30, 40, 50], [130, 100, 220, 180], [-300, -300, 500, 500], [170, 140, 200, 160], [-50, -50, -10, -10],
    [0, 0, 112, 112], [0, 0, 111.999, 112], [0, 0, 224, 224], [0, 0, 448, 448], [3.5, 7.25, 19.5, 23.25],
    [60, 10, 50, 40], [159.5, 127.5, 160, 128], [0, 64, 160, 66],
]  # fmt: skip


def roi_case():
    boxes = [torch.tensor(ROI_BOXES, dtype=torch.float32), torch.tensor(ROI_BOXES[1:4], dtype=torch.float32) + 1.75]
    shapes = [(2, 4, ROI_IMAGE[0] // step, ROI_IMAGE[1] // step) for step in (4, 8, 16, 32)]
    maps = [formula.signed(f"roi.level{i}", shape).requires_grad_() for i, shape in enumerate(shapes)]
    pool = MultiScaleRoIAlign(["0", "1", "2", "3"], 7, 2)
    pooled = pool({str(i): level for i, level in enumerate(maps)}, boxes, [ROI_IMAGE, ROI_IMAGE])
    (pooled * formula.signed("roi.gradient", tuple(pooled.shape))).sum().backward()
    out = {"boxes.0": boxes[0], "boxes.1": boxes[1], "levels": pool.map_levels(boxes), "pooled": pooled.detach()}
    out.update({f"gradient.{i}": level.grad for i, level in enumerate(maps)})
    return out


# --- f. boxes -------------------------------------------------------------------------------------------------------


def spread(name, count, low, high):
    return torch.from_numpy(low + (high - low) * formula.unit(name, count)).float()


def random_boxes(name, count, extent=200.0, largest=80.0):
    corner = spread(f"{name}.corner", 2 * count, -10.0, extent).view(count, 2)
    size = spread(f"{name}.size", 2 * count, 0.5, largest).view(count, 2)
    return torch.cat([corner, corner + size], 1)


def boxes_case():
    boxes = random_boxes("boxes", 40)
    deltas = spread("deltas", 40 * CLASSES * 4, -3.0, 3.0).view(40, -1)
    deltas[0] = 100.0  # beyond the clamp log(1000 / 16)
    deltas[1] = -100.0
    out = {"boxes": boxes, "deltas": deltas, "truth": random_boxes("truth", 40)}
    for name, weights in {"rpn": (1.0, 1.0, 1.0, 1.0), "head": (10.0, 10.0, 5.0, 5.0)}.items():
        coder = det_utils.BoxCoder(weights)
        out[f"decoded.{name}"] = coder.decode(deltas, [boxes])
        out[f"encoded.{name}"] = coder.encode_single(out["truth"], boxes)
    out["clipped"] = box_ops.clip_boxes_to_image(boxes, (150, 180))
    out["kept.small"] = box_ops.remove_small_boxes(out["clipped"], 20.0)
    out["iou"] = box_ops.box_iou(out["truth"][:8], boxes)
    return {**out, **nms_cases(), **matcher_cases()}


def nms_cases():
    # Against the first box: IoU 0.5, 0.7, 0.3 and 0.3 + 1/8 exactly; duplicates; a touching box.
    exact = torch.tensor(
        [[0, 0, 10, 10], [0, 0, 10, 5], [0, 0, 10, 7], [0, 0, 10, 3], [0, 0, 8, 8], [0, 0, 10, 10], [10, 0, 20, 10]],
        dtype=torch.float32,
    )
    tied = torch.tensor([0.9, 0.8, 0.8, 0.8, 0.5, 0.9, 0.8])
    out = {"nms.exact.boxes": exact, "nms.exact.scores": tied}
    for threshold in (0.3, 0.5, 0.7):
        out[f"nms.exact.kept.{threshold}"] = box_ops.nms(exact, tied, threshold)
    many = random_boxes("nms", 300)
    scores = (spread("nms.scores", 300, 0.0, 1.0) * 20).round() / 20  # many ties
    classes = (spread("nms.classes", 300, 0.0, 3.0)).long()
    out.update({"nms.many.boxes": many, "nms.many.scores": scores, "nms.many.classes": classes})
    for threshold in (0.3, 0.5, 0.7):
        out[f"nms.many.kept.{threshold}"] = box_ops.nms(many, scores, threshold)
        out[f"nms.batched.kept.{threshold}"] = box_ops.batched_nms(many, scores, classes, threshold)
    return out


def matcher_cases():
    truth = random_boxes("matcher.truth", 6)
    truth[5] = truth[4]  # a duplicate: ties between true boxes
    candidates = torch.cat([random_boxes("matcher.boxes", 60), truth[:3] + 3.0, truth[:2]])
    overlaps = box_ops.box_iou(truth, candidates)
    return {
        "matcher.truth": truth,
        "matcher.boxes": candidates,
        "matcher.rpn": det_utils.Matcher(0.7, 0.3, allow_low_quality_matches=True)(overlaps),
        "matcher.head": det_utils.Matcher(0.5, 0.5)(overlaps),
    }


# --- g. detections --------------------------------------------------------------------------------------------------

DETECTION_OPTIONS = {
    "resnet50-fpn": dict(min_size=128, max_size=256, rpn_pre_nms_top_n_test=200, rpn_post_nms_top_n_test=40),
    "mobilenet-v3-large-fpn": dict(min_size=192, max_size=320, rpn_post_nms_top_n_test=40),
    "mobilenet-v3-large-320-fpn": dict(rpn_post_nms_top_n_test=60),
}
DETECTION_IMAGES = [(160, 120), (100, 140)]  # width, height
DETECTION_SEEDS = {"resnet50-fpn": 1, "mobilenet-v3-large-fpn": 1, "mobilenet-v3-large-320-fpn": 7}


def detection_case(name, seed=None, jitter=None):
    model = build(name, **DETECTION_OPTIONS[name])
    shake(model, jitter)
    seed = seed or DETECTION_SEEDS[name]
    images = [formula.image_tensor(seed + i, *size) for i, size in enumerate(DETECTION_IMAGES)]
    out = {"seed": torch.tensor([seed])}
    with torch.no_grad():
        batches = {"batch": model(images), "single": [model([image])[0] for image in images]}
    for kind, results in batches.items():
        for number, result in enumerate(results):
            out.update({f"{kind}.{number}.{key}": value for key, value in result.items()})
    return out


# --- h. training ----------------------------------------------------------------------------------------------------

TRAINING_IMAGES = [(160, 128), (128, 128)]
TRAINING_BOXES = [[[12, 20, 70, 90], [60, 30, 150, 110], [100, 5, 130, 40]], [[30, 34, 110, 100], [5, 5, 40, 60]]]
TRAINING_LABELS = [[1, 2, 3], [2, 1]]
TRAINING_OPTIONS = dict(
    min_size=128, max_size=256, rpn_pre_nms_top_n_train=200, rpn_post_nms_top_n_train=100, box_batch_size_per_image=64
)
TRAINING_SEEDS = {"resnet50-fpn": 1, "mobilenet-v3-large-fpn": 1}
GRADIENTS = {
    "resnet50-fpn": [
        "backbone.body.layer2.0.conv1.weight", "backbone.body.layer2.3.conv3.weight",
        "backbone.body.layer3.0.downsample.0.weight", "backbone.body.layer4.2.conv2.weight",
    ],
    "mobilenet-v3-large-fpn": [
        "backbone.body.7.block.0.0.weight", "backbone.body.12.block.1.0.weight",
        "backbone.body.13.block.2.fc1.weight", "backbone.body.16.0.weight",
    ],
}  # fmt: skip
HEAD_GRADIENTS = [
    "backbone.fpn.inner_blocks.0.0.weight", "backbone.fpn.layer_blocks.1.0.bias", "rpn.head.conv.0.0.weight",
    "rpn.head.cls_logits.weight", "rpn.head.bbox_pred.bias", "roi_heads.box_head.fc6.weight",
    "roi_heads.box_head.fc7.bias", "roi_heads.box_predictor.cls_score.weight", "roi_heads.box_predictor.bbox_pred.weight",
]  # fmt: skip


class FirstSampler(det_utils.BalancedPositiveNegativeSampler):
    """The first positives and the first negatives in index order instead of random ones."""

    def __call__(self, matched):
        chosen = [self.masks(labels) for labels in matched]
        return [positive for positive, _ in chosen], [negative for _, negative in chosen]

    def masks(self, labels):
        positive, negative = torch.where(labels >= 1)[0], torch.where(labels == 0)[0]
        count = min(len(positive), int(self.batch_size_per_image * self.positive_fraction))
        return mask(labels, positive[:count]), mask(labels, negative[: self.batch_size_per_image - count])


def mask(labels, indices):
    out = torch.zeros_like(labels, dtype=torch.uint8)
    out[indices] = 1
    return out


def fix_sampling(model):
    for part in (model.rpn, model.roi_heads):
        old = part.fg_bg_sampler
        part.fg_bg_sampler = FirstSampler(old.batch_size_per_image, old.positive_fraction)


def losses(name, empty_second, seed, dtype=torch.float32, jitter=None):
    model = build(name, **TRAINING_OPTIONS)
    shake(model, jitter)
    fix_sampling(model.to(dtype))
    images = [formula.image_tensor(seed + i, *size).to(dtype) for i, size in enumerate(TRAINING_IMAGES)]
    targets = [target(*pair, dtype) for pair in zip(TRAINING_BOXES, TRAINING_LABELS)]
    if empty_second:
        targets[1] = {key: value[:0] for key, value in targets[1].items()}
    with default_dtype(dtype):
        return model, model.train()(images, targets)


def target(boxes, labels, dtype):
    return {"boxes": torch.tensor(boxes, dtype=dtype), "labels": torch.tensor(labels)}


@contextmanager
def default_dtype(dtype):
    old = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(old)


def training_case(name, seed=None, jitter=None):
    seed = seed or TRAINING_SEEDS[name]
    out = {"seed": torch.tensor([seed])}
    for kind, empty_second in {"both": False, "second-empty": True}.items():
        model, terms = losses(name, empty_second, seed, jitter=jitter)
        sum(terms.values()).backward()
        out.update({f"{kind}.{key}": value.detach().view(1) for key, value in terms.items()})
        parameters = dict(model.named_parameters())
        for key in GRADIENTS[name] + HEAD_GRADIENTS:
            out.update(summary(f"{kind}.gradient.{key}", parameters[key].grad, 64))
        _, exact = losses(name, empty_second, seed, torch.float64)
        # torchvision keeps the labels of anchors in float32, so that loss_objectness is rounded to it
        out.update({f"{kind}.float64.{key}": value.detach().view(1) for key, value in exact.items()})
    return out


# --- stability ------------------------------------------------------------------------------------------------------


def shake(model, jitter):
    """Multiplies every weight by 1 + 5e-6 * uniform(-1, 1); jitter is the generator's seed, None leaves them alone."""
    if jitter is None:
        return
    generator = torch.Generator().manual_seed(jitter)
    for parameter in model.parameters():
        parameter.data.mul_(1 + 5e-6 * (2 * torch.rand(parameter.shape, generator=generator) - 1))


CASES = {
    "transform": transform_case,
    "anchors": anchors_case,
    "roi-align": roi_case,
    "boxes": boxes_case,
    **{f"backbone-{name}": (lambda name=name: backbone_case(name)) for name in detectors.BACKBONES},
    **{f"rpn-{name}": (lambda name=name: rpn_case(name)) for name in RPN_SEEDS},
    **{f"detections-{name}": (lambda name=name: detection_case(name)) for name in DETECTION_SEEDS},
    **{f"training-{name}": (lambda name=name: training_case(name)) for name in TRAINING_SEEDS},
}
