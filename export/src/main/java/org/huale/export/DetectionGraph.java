package org.huale.export;

import static org.huale.onnx.graph.NodeAttribute.number;
import static org.huale.onnx.graph.NodeAttribute.numbers;

import java.util.List;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.huale.weights.StateDict;

/** What pooled regions of one image show and where exactly, and of that the detections that are kept. */
final class DetectionGraph {
    private static final String HEAD = "roi_heads.box_head.";
    private static final String PREDICTOR = "roi_heads.box_predictor.";

    private final OnnxLayers layers;
    private final GraphBuilder graph;
    private final Formulas f;
    private final BoxGraph boxes;
    private final RoiOptions options;
    private final StateDict weights;
    private final int classes;

    /** @param classes K, without background */
    DetectionGraph(OnnxLayers layers, RoiOptions options, StateDict weights, int classes) {
        this.layers = layers;
        this.options = options;
        this.weights = weights;
        this.classes = classes;
        graph = layers.graph();
        f = new Formulas(graph);
        boxes = new BoxGraph(f);
    }

    /**
     * What is found in an image, N of it, the surest first.
     *
     * @param boxes [N, 4] in pixels of the image as it was given
     * @param labels [N], 1 for the first class
     * @param scores [N]
     * @param probabilities [N, 1 + K], the background first, of the region that each was found in
     * @param features [N, D], what the head sees in that region
     */
    record Found(String boxes, String labels, String scores, String probabilities, String features) {}

    /**
     * The detections of an image.
     *
     * @param pooled [R, C, side, side]
     * @param regions [R, 4]
     */
    Found of(String pooled, String regions, ImageGraph image) {
        String flat = graph.node("Flatten", List.of(pooled), number("axis", 1));
        String hidden = layers.relu(layers.linear(flat, weights, HEAD + "fc6"));
        String features = layers.relu(layers.linear(hidden, weights, HEAD + "fc7"));
        String logits = layers.linear(features, weights, PREDICTOR + "cls_score");
        String all = graph.node("Softmax", List.of(logits), number("axis", 1));
        String ofClasses = f.columns(all, 1, classes + 1L); // the background is the first
        String decoded = decoded(layers.linear(features, weights, PREDICTOR + "bbox_pred"), regions, image);
        Chosen chosen = chosen(decoded, confident(decoded, ofClasses));
        return new Found(
                f.times(chosen.boxes(), image.enlargement()),
                f.plus(f.of("Mod", chosen.pairs(), f.whole(classes)), f.whole(1)),
                chosen.scores(),
                f.at(all, chosen.rows(), 0),
                f.at(features, chosen.rows(), 0));
    }

    /** The box of each region and class, [R, K, 4]. */
    private String decoded(String deltas, String regions, ImageGraph image) {
        String references = f.expanded(regions, 1);
        if (options.boxRegression() == RoiOptions.BoxRegression.CLASS_AGNOSTIC) {
            String shared = boxes.decoded(f.expanded(deltas, 1), references, BoxCoder.REGIONS, image.bounds());
            return f.of("Expand", shared, f.wholes(1, classes, 1));
        }
        String each = f.shaped(deltas, -1, classes + 1L, 4);
        String ofClasses = f.of("Slice", each, f.wholes(1), f.wholes(classes + 1L), f.wholes(1));
        return boxes.decoded(ofClasses, references, BoxCoder.REGIONS, image.bounds());
    }

    /** Probabilities [R, K], with -1 in place of those that are too small or of too small boxes. */
    private String confident(String decoded, String probabilities) {
        String usable = f.of(
                "And",
                f.of(
                        "Greater",
                        probabilities,
                        f.real(BoxGraph.atMost(options.output().minConfidence()))),
                boxes.areAtLeast(decoded, RoiOptions.SHORTEST_SIDE));
        return boxes.scoresOf(probabilities, usable);
    }

    /** Boxes [N, 4] and scores [N] of pairs of a region and a class, and the regions. */
    private record Chosen(String boxes, String scores, String pairs, String rows) {}

    /** The best after suppression within each class; of equal scores the earlier region and then the earlier class. */
    private Chosen chosen(String decoded, String confidences) {
        int most = options.output().perImage();
        String kept = boxes.suppressed(
                graph.node("Transpose", List.of(decoded), numbers("perm", 1, 0, 2)),
                graph.node("Transpose", List.of(confidences), numbers("perm", 1, 0)),
                options.output().nmsIou(),
                most);
        String pairs = f.plus(f.times(f.at(kept, f.whole(2), 1), f.whole(classes)), f.at(kept, f.whole(0), 1));
        String inOrder = f.ordered(pairs, f.count(pairs), false).get(0);
        String scores = f.at(f.shaped(confidences, -1), inOrder, 0);
        List<String> best = f.ordered(scores, f.atMost(most, f.count(scores)), true);
        String bestPairs = f.at(inOrder, best.get(1), 0);
        return new Chosen(
                f.at(f.shaped(decoded, -1, 4), bestPairs, 0),
                best.get(0),
                bestPairs,
                f.over(bestPairs, f.whole(classes)));
    }
}
