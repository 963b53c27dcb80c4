package org.huale.export;

import static org.huale.onnx.graph.NodeAttribute.numbers;

import java.util.List;
import java.util.stream.IntStream;
import org.huale.torch.nn.graph.LayerGraph.Convolution;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.huale.weights.StateDict;

/** What the region proposal network says of the cells of all levels, for all images of a batch. */
final class ProposalGraph {
    private final OnnxLayers layers;
    private final Formulas f;
    private final RpnOptions options;
    private final List<Convolution> head;

    ProposalGraph(OnnxLayers layers, RpnOptions options, StateDict weights) {
        this.layers = layers;
        this.options = options;
        f = new Formulas(layers.graph());
        head = List.of(
                convolution(weights, "rpn.head.conv.0.0", 1),
                convolution(weights, "rpn.head.cls_logits", 0),
                convolution(weights, "rpn.head.bbox_pred", 0));
    }

    private static Convolution convolution(StateDict weights, String layer, int padding) {
        return new Convolution(weights.get(layer + ".weight"), weights.get(layer + ".bias"), 1, padding, 1, false);
    }

    /**
     * What the head says of the cells of a level.
     *
     * @param logits [n, H, W, A]
     * @param deltas [n, H, W, 4 A]
     * @param anchors [H W A, 4]
     */
    record Level(String logits, String deltas, String anchors) {}

    /** @param maps of all levels, [n, C, H, W] */
    List<Level> levels(List<String> maps, ImageGraph image) {
        return IntStream.range(0, maps.size())
                .mapToObj(level -> level(maps.get(level), level, image))
                .toList();
    }

    private Level level(String map, int level, ImageGraph image) {
        String shared = layers.relu(layers.convolution(map, head.get(0)));
        return new Level(
                lastChannels(layers.convolution(shared, head.get(1))),
                lastChannels(layers.convolution(shared, head.get(2))),
                anchors(map, level, image));
    }

    private String lastChannels(String map) {
        return layers.graph().node("Transpose", List.of(map), numbers("perm", 0, 2, 3, 1));
    }

    /** Around every cell, row by row, [H W A, 4]. */
    private String anchors(String map, int level, ImageGraph image) {
        AnchorGenerator generator = options.anchors();
        String cells = f.heightAndWidth(map);
        String strides = f.over(image.sides(), cells);
        String across = f.shaped(positions(cells, strides, 1), 1, -1, 1, 1);
        String down = f.shaped(positions(cells, strides, 0), -1, 1, 1, 1);
        String places = f.plus(f.times(across, f.reals(1, 0, 1, 0)), f.times(down, f.reals(0, 1, 0, 1)));
        String around = f.shaped(f.reals(generator.cell(level)), 1, 1, generator.perCell(), 4);
        return f.shaped(f.plus(places, around), -1, 4);
    }

    /** Where the cells begin along an axis, 0 for down and 1 for across. */
    private String positions(String cells, String strides, int axis) {
        String index = f.whole(axis);
        String numbers = f.of("Range", f.whole(0), f.at(cells, index, 0), f.whole(1));
        return f.asReal(f.times(numbers, f.at(strides, index, 0)));
    }
}
