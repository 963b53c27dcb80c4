"""Small networks in the forms that detectors are exported in, with random weights, as ONNX files of a few kilobytes.

All of them look at an image through average pooling and convolutions of 3x3, and give boxes that depend on what they see.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
CLASSES = 3
NAMES = {0: "cell", 1: "grain", 2: "it's"}


class Graph:
    """Nodes and weights, put together by name."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.nodes = []
        self.weights = []
        self.made = 0

    def add(self, operator, inputs, outputs=1, **attributes):
        names = [f"v{self.made + i}" for i in range(outputs)]
        self.made += outputs
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def name(self, value, name):
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        return name

    def constant(self, values, kind=np.float32):
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def convolution(self, value, channels_in, channels_out, scale):
        weights = self.random.normal(0, scale, (channels_out, channels_in, 3, 3))
        bias = self.random.normal(0, 1, channels_out)
        return self.add("Conv", [value, self.constant(weights), self.constant(bias)], pads=[1, 1, 1, 1])

    def pyramid(self, image, columns, scale, strides=(8, 16, 32)):
        """For each stride a map of `columns` channels and the pooled image below it."""
        maps = []
        pooled = self.add("AveragePool", [image], kernel_shape=[8, 8], strides=[8, 8])
        for stride in strides:
            maps.append(self.convolution(pooled, 3, columns, scale))
            if stride != strides[-1]:
                pooled = self.add("AveragePool", [pooled], kernel_shape=[2, 2], strides=[2, 2])
        return maps

    def rows(self, maps, columns):
        """[B, columns, N]: the cells of all maps side by side."""
        shape = self.constant([0, columns, -1], np.int64)
        return self.add("Concat", [self.add("Reshape", [it, shape]) for it in maps], axis=2)

    def columns(self, rows, *sizes):
        return self.add("Split", [rows, self.constant(sizes, np.int64)], len(sizes), axis=1)

    def times(self, value, factor):
        return self.add("Mul", [value, self.constant(factor)])

    def plus(self, value, summand):
        return self.add("Add", [value, self.constant(summand)])

    def transposed(self, rows):
        return self.add("Transpose", [rows], perm=[0, 2, 1])

    def model(self, inputs, outputs, metadata=None):
        graph = helper.make_graph(self.nodes, "small", inputs, outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
        for key, value in (metadata or {}).items():
            entry = model.metadata_props.add()
            entry.key, entry.value = key, value
        onnx.checker.check_model(model)
        return model


def value(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def centres(width, height, strides=(8, 16, 32)):
    """[2, N]: centres of all cells in pixels, and their strides [1, N]."""
    points, sizes = [], []
    for stride in strides:
        ys, xs = np.mgrid[0 : height // stride, 0 : width // stride]
        points.append(np.stack([xs.ravel() + 0.5, ys.ravel() + 0.5]) * stride)
        sizes.append(np.full((1, xs.size), stride))
    return np.concatenate(points, 1).astype(np.float32), np.concatenate(sizes, 1).astype(np.float32)


def image_input(width, height, kind=TensorProto.FLOAT):
    return value("images", [1, 3, height, width], kind)


def ultralytics_metadata(width, height, **more):
    return {
        "author": "Ultralytics",
        "description": "a small network",
        "stride": "32",
        "task": "detect",
        "batch": "1",
        "imgsz": str([height, width]),
        "names": str(NAMES),
        **more,
    }


def class_rows(seed, width=96, height=64, half=False):
    """YOLO v8 to v12: [1, 4 + K, N]."""
    graph = Graph(seed)
    kind = TensorProto.FLOAT16 if half else TensorProto.FLOAT
    image = graph.add("Cast", ["images"], to=TensorProto.FLOAT) if half else "images"
    rows = graph.rows(graph.pyramid(image, 4 + CLASSES, 0.7), 4 + CLASSES)
    shift, size, scores = graph.columns(rows, 2, 2, CLASSES)
    points, strides = centres(width, height)
    centre = graph.plus(graph.times(graph.add("Tanh", [shift]), strides), points)
    sides = graph.times(graph.add("Sigmoid", [size]), strides * 4)
    found = graph.add("Concat", [centre, sides, graph.add("Sigmoid", [scores])], axis=1)
    graph.name(graph.add("Cast", [found], to=kind), "output0")
    shape = [1, 4 + CLASSES, points.shape[1]]
    return graph.model(
        [image_input(width, height, kind)], [value("output0", shape, kind)], ultralytics_metadata(width, height)
    )


def class_rows_of_any_size(seed):
    """As class_rows with open sides; the places of cells are counted in the network."""
    graph = Graph(seed)
    found = []
    for stride, cells in zip((8, 16, 32), graph.pyramid("images", 4 + CLASSES, 0.7)):
        shift, size, scores = graph.columns(cells, 2, 2, CLASSES)
        ones = graph.add("Sigmoid", [graph.times(scores, 0.0)])  # 0.5 everywhere
        one = graph.add("ReduceMean", [ones], axes=[1], keepdims=1)
        axis_x, axis_y = graph.constant(3, np.int64), graph.constant(2, np.int64)
        x = graph.add("CumSum", [graph.times(one, 2.0), axis_x])
        y = graph.add("CumSum", [graph.times(one, 2.0), axis_y])
        places = graph.plus(graph.add("Concat", [x, y], axis=1), -0.5)
        centre = graph.times(graph.add("Add", [places, graph.add("Tanh", [shift])]), float(stride))
        sides = graph.times(graph.add("Sigmoid", [size]), 4.0 * stride)
        found.append(graph.add("Concat", [centre, sides, graph.add("Sigmoid", [scores])], axis=1))
    graph.name(graph.rows(found, 4 + CLASSES), "output0")
    return graph.model(
        [value("images", ["batch", 3, "height", "width"])],
        [value("output0", ["batch", 4 + CLASSES, "anchors"])],
        ultralytics_metadata(96, 96, args=str({"nms": False, "dynamic": True})),
    )


def finished_rows(seed, width=96, height=64):
    """YOLO with suppression inside: [1, N, 6], here the rows of a fixed choice of cells."""
    graph = Graph(seed)
    rows = graph.rows(graph.pyramid("images", 6, 0.7), 6)
    points, strides = centres(width, height)
    shift, size, score, label = graph.columns(rows, 2, 2, 1, 1)
    centre = graph.plus(graph.times(graph.add("Tanh", [shift]), strides), points)
    half = graph.times(graph.add("Sigmoid", [size]), strides * 2)
    low, high = graph.add("Sub", [centre, half]), graph.add("Add", [centre, half])
    classes = graph.add("Floor", [graph.times(graph.add("Sigmoid", [label]), CLASSES - 1e-3)])
    found = graph.add("Concat", [low, high, graph.add("Sigmoid", [score]), classes], axis=1)
    graph.name(graph.transposed(found), "output0")
    return graph.model(
        [image_input(width, height)],
        [value("output0", [1, points.shape[1], 6])],
        ultralytics_metadata(width, height, args=str({"nms": True}), end2end="False"),
    )


def objectness_rows(seed, width=96, height=64):
    """YOLOv5: [1, 3 cells, 5 + K]."""
    graph = Graph(seed)
    columns = 5 + CLASSES
    points, strides = centres(width, height)
    anchors = []
    for anchor in (1.0, 2.0, 4.0):
        rows = graph.rows(graph.pyramid("images", columns, 0.7), columns)
        shift, size, scores = graph.columns(rows, 2, 2, 1 + CLASSES)
        centre = graph.plus(graph.times(graph.add("Tanh", [shift]), strides), points)
        sides = graph.times(graph.add("Sigmoid", [size]), strides * 2 * anchor)
        anchors.append(graph.add("Concat", [centre, sides, graph.add("Sigmoid", [scores])], axis=1))
    graph.name(graph.transposed(graph.add("Concat", anchors, axis=2)), "output0")
    return graph.model(
        [image_input(width, height)],
        [value("output0", [1, 3 * points.shape[1], columns])],
        {"stride": "32", "names": str([NAMES[i] for i in range(CLASSES)])},
    )


def grid_rows(seed, width=96, height=64):
    """YOLOX: [1, cells, 5 + K], boxes relative to cells."""
    graph = Graph(seed)
    columns = 5 + CLASSES
    rows = graph.rows(graph.pyramid("images", columns, 0.002), columns)
    boxes, scores = graph.columns(rows, 4, 1 + CLASSES)
    found = graph.add("Concat", [boxes, graph.add("Sigmoid", [scores])], axis=1)
    graph.name(graph.transposed(found), "output")
    cells = centres(width, height)[0].shape[1]
    return graph.model([image_input(width, height)], [value("output", [1, cells, columns])])


def scored_boxes(seed, names, width=96, height=96, columns=CLASSES):
    """DETR and its kin: boxes [1, Q, 4] as shares, logits [1, Q, columns]."""
    graph = Graph(seed)
    rows = graph.rows(graph.pyramid("images", 4 + columns, 0.15), 4 + columns)
    boxes, logits = graph.columns(rows, 4, columns)
    graph.name(graph.transposed(graph.add("Sigmoid", [boxes])), names[0])
    graph.name(graph.transposed(logits), names[1])
    cells = centres(width, height)[0].shape[1]
    return graph.model(
        [image_input(width, height)], [value(names[0], [1, cells, 4]), value(names[1], [1, cells, columns])]
    )


def finished_boxes(seed, width=96, height=96):
    """RT-DETR: labels, boxes in pixels of the image and scores, with the image's size as an input."""
    graph = Graph(seed)
    rows = graph.transposed(graph.rows(graph.pyramid("images", 4 + CLASSES, 0.4), 4 + CLASSES))
    boxes, logits = graph.add("Split", [rows, graph.constant([4, CLASSES], np.int64)], 2, axis=2)
    centre, sides = graph.add("Split", [graph.add("Sigmoid", [boxes]), graph.constant([2, 2], np.int64)], 2, axis=2)
    half = graph.times(sides, 0.5)
    corners = graph.add("Concat", [graph.add("Sub", [centre, half]), graph.add("Add", [centre, half])], axis=2)
    size = graph.add("Cast", ["orig_target_sizes"], to=TensorProto.FLOAT)
    twice = graph.add("Unsqueeze", [graph.add("Concat", [size, size], axis=1), graph.constant([1], np.int64)])
    scores = graph.add("Sigmoid", [logits])
    graph.name(graph.add("ArgMax", [scores], axis=2, keepdims=0), "labels")
    graph.name(graph.add("Mul", [corners, twice]), "boxes")
    graph.name(graph.add("ReduceMax", [scores], axes=[2], keepdims=0), "scores")
    cells = centres(width, height)[0].shape[1]
    return graph.model(
        [image_input(width, height), value("orig_target_sizes", [1, 2], TensorProto.INT64)],
        [
            value("labels", [1, cells], TensorProto.INT64),
            value("boxes", [1, cells, 4]),
            value("scores", [1, cells]),
        ],
        {"names": str(NAMES)},
    )
