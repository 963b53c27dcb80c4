package org.huale.export;

import static org.huale.onnx.graph.NodeAttribute.graph;

import java.util.List;
import java.util.stream.Stream;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.torch.TorchDetector;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.weights.StateDict;

/**
 * A whole detector as a graph. Its backbone and the head of its proposals see a batch at once, what follows sees one image after
 * the other. Outputs are boxes, labels and scores; inner values named {@code probabilities} and {@code features} tell more of
 * each box, {@code pooled} [n, L C, 1, 1] of each image.
 */
final class DetectorGraph {
    private static final String IMAGE = "image";

    private final TorchDetector detector;
    private final ExportOptions form;
    private final FasterRcnnOptions options;
    private final StateDict weights;
    private final GraphBuilder graph = new GraphBuilder("huale");
    private final OnnxLayers layers;
    private final Formulas f = new Formulas(graph);

    DetectorGraph(TorchDetector detector, ExportOptions form) {
        this.detector = detector;
        this.form = form;
        options = detector.options();
        weights = detector.weights();
        layers = new OnnxLayers(graph, form.precision());
    }

    GraphBuilder drawn() {
        ImageGraph image = image();
        List<String> maps = detector.drawBackbone(layers, image.pixels());
        Batch batch = new Batch(image, maps, new ProposalGraph(layers, options.rpn(), weights).levels(maps, image));
        pooled(maps);
        if (form.batch() == 1) {
            ofOne(found(OneImage.alone(layers), batch));
        } else {
            ofAll(batch);
        }
        return graph;
    }

    private ImageGraph image() {
        graph.input(IMAGE, ElementType.FLOAT, images(), 3, "height", "width");
        return form.preprocessing() == ExportOptions.Preprocessing.OUTSIDE
                ? ImageGraph.ready(IMAGE, graph)
                : ImageGraph.of(IMAGE, graph, options.transform());
    }

    /** The first side of inputs and outputs: a number, or a word where a run decides. */
    private Object images() {
        return form.batch() == ExportOptions.ANY ? "images" : form.batch();
    }

    /** The mean of each channel of each level that regions are pooled from. */
    private void pooled(List<String> maps) {
        List<String> means = maps.subList(0, options.roi().pooledLevels()).stream()
                .map(layers::mean)
                .toList();
        graph.named("pooled", "Identity", List.of(f.joined(means, 1)));
    }

    /** What is computed for all images together. */
    private record Batch(ImageGraph image, List<String> maps, List<ProposalGraph.Level> levels) {}

    private DetectionGraph.Found found(OneImage one, Batch batch) {
        String regions = new RegionChoice(one, options.rpn()).of(batch.levels(), batch.image());
        String pooled =
                new RegionGraph(one.formulas(), options.roi()).pooled(one.of(batch.maps()), regions, batch.image());
        return new DetectionGraph(
                        one.layers(), options.roi(), weights, detector.classes().count())
                .of(pooled, regions, batch.image());
    }

    private void ofOne(DetectionGraph.Found found) {
        for (FoundValue it : FoundValue.values()) {
            graph.named(it.output(), "Identity", List.of(it.of(found)));
        }
        FoundValue.outputs().forEach(it -> graph.output(it.output(), it.type(), it.shape("detections")));
    }

    /** Each image has as many rows as the detector finds at most; those beyond what was found are 0. */
    private void ofAll(Batch batch) {
        int most = options.roi().output().perImage();
        GraphBuilder body = body(batch, most);
        List<String> found = graph.nodes(
                "Loop",
                FoundValue.values().length,
                List.of(f.at(f.of("Shape", IMAGE), f.whole(0), 0), ""),
                graph("body", body));
        List<FoundValue> values = List.of(FoundValue.values());
        for (int i = 0; i < values.size(); i++) {
            graph.named(values.get(i).output(), "Identity", List.of(found.get(i)));
        }
        FoundValue.outputs()
                .forEach(it -> graph.output(
                        it.output(),
                        it.type(),
                        Stream.concat(Stream.of(images()), Stream.of(it.shape(most)))
                                .toArray()));
    }

    /** Of the loop over the images of a batch. */
    private GraphBuilder body(Batch batch, int most) {
        GraphBuilder body = new GraphBuilder("each");
        String number = body.input("each.number", ElementType.INT64);
        String condition = body.input("each.condition", ElementType.BOOL);
        DetectionGraph.Found found = found(OneImage.at(number, layers.in(body)), batch);
        body.output(body.named("each.goOn", "Identity", List.of(condition)), ElementType.BOOL);
        for (FoundValue it : FoundValue.values()) {
            String name = "each." + it.output();
            body.named(name, "Pad", List.of(it.of(found), it.padding(new Formulas(body), it.of(found), most)));
            body.output(name, it.type(), it.shape(most));
        }
        return body;
    }
}
