package org.huale.export;

import static org.huale.onnx.graph.NodeAttribute.numbers;

import java.util.ArrayList;
import java.util.List;
import org.huale.torch.nn.graph.LayerGraph.Convolution;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.huale.weights.StateDict;

/** The region proposal network: the best anchors of each level, shifted, freed of duplicates, and the best of all. */
final class ProposalGraph {
    private final OnnxLayers layers;
    private final Formulas f;
    private final BoxGraph boxes;
    private final RpnOptions options;
    private final List<Convolution> head;

    ProposalGraph(OnnxLayers layers, RpnOptions options, StateDict weights) {
        this.layers = layers;
        this.options = options;
        f = new Formulas(layers.graph());
        boxes = new BoxGraph(f);
        head = List.of(
                convolution(weights, "rpn.head.conv.0.0", 1),
                convolution(weights, "rpn.head.cls_logits", 0),
                convolution(weights, "rpn.head.bbox_pred", 0));
    }

    private static Convolution convolution(StateDict weights, String layer, int padding) {
        return new Convolution(weights.get(layer + ".weight"), weights.get(layer + ".bias"), 1, padding, 1, false);
    }

    /**
     * @param maps of all levels
     * @return [R, 4] in pixels of the network's input, the best first
     */
    String of(List<String> maps, ImageGraph image) {
        List<String> found = new ArrayList<>();
        List<String> confidences = new ArrayList<>();
        for (int level = 0; level < maps.size(); level++) {
            Candidates kept = ofLevel(maps.get(level), level, image);
            found.add(kept.boxes());
            confidences.add(kept.confidences());
        }
        String all = f.joined(confidences);
        String count = f.atMost(options.detection().afterNms(), f.count(all));
        String best = f.ordered(all, count, true).get(1);
        return f.at(f.joined(found), best, 0);
    }

    /** Boxes [N, 4] and what they are worth, [N]. */
    private record Candidates(String boxes, String confidences) {}

    private Candidates ofLevel(String map, int level, ImageGraph image) {
        String shared = layers.relu(layers.convolution(map, head.get(0)));
        String logits = f.shaped(lastChannels(layers.convolution(shared, head.get(1))), -1);
        String deltas = f.shaped(lastChannels(layers.convolution(shared, head.get(2))), -1, 4);
        List<String> best = f.ordered(logits, f.atMost(options.detection().beforeNms(), f.count(logits)), true);
        String decoded = boxes.decoded(
                f.at(deltas, best.get(1), 0),
                f.at(anchors(map, level, image), best.get(1), 0),
                BoxCoder.PROPOSALS,
                image.bounds());
        return suppressed(new Candidates(decoded, confidences(best.get(0))));
    }

    private String lastChannels(String map) {
        return layers.graph().node("Transpose", List.of(map), numbers("perm", 0, 2, 3, 1));
    }

    /** In double, so that the order of confidences is that of logits. */
    private String confidences(String logits) {
        return f.asReal(f.of("Sigmoid", f.asDouble(logits)));
    }

    private Candidates suppressed(Candidates all) {
        String usable = f.of(
                "And",
                boxes.areAtLeast(all.boxes(), RpnOptions.SHORTEST_SIDE),
                f.of("GreaterOrEqual", all.confidences(), f.real(BoxGraph.atLeast(options.minConfidence()))));
        String kept = boxes.suppressed(
                f.expanded(all.boxes(), 0),
                f.expanded(boxes.scoresOf(all.confidences(), usable), 0),
                options.nmsIou(),
                options.detection().beforeNms());
        String indices = f.at(kept, f.whole(2), 1);
        return new Candidates(f.at(all.boxes(), indices, 0), f.at(all.confidences(), indices, 0));
    }

    /** Around every cell, row by row, [H W A, 4]. */
    private String anchors(String map, int level, ImageGraph image) {
        AnchorGenerator generator = options.anchors();
        String cells = f.of("Slice", f.of("Shape", map), f.wholes(2), f.wholes(4));
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
