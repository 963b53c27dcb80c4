package org.huale.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.config.ConfigJson;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.OnnxModel;
import org.huale.problem.HualeException;
import org.huale.storage.FileIdentity;
import org.huale.torch.FasterRcnnProvider;
import org.huale.torch.TorchDetector;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.weights.StateDict;

/**
 * A Faster R-CNN as one ONNX file in the form of torchvision's exports. Its input {@code image} is one image of any size,
 * {@code [1, 3, H, W]}, RGB in [0, 1]; normalising, resizing, suppression and all else is inside. Outputs are {@code boxes}
 * {@code [N, 4]}, xyxy in pixels of that image, {@code labels} {@code [N]}, 1 for the first class, and {@code scores}
 * {@code [N]}, falling.
 */
public final class DetectorExport {
    private static final int OPSET = 17; // of ONNX 1.12: RoiAlign without the shift, HardSwish

    private DetectorExport() {}

    /**
     * Reads weights and writes the model, in place of a file that may be there.
     *
     * @param source weights and how they are opened; changes, such as another least confidence, become part of the model
     * @throws HualeException where the weights cannot be read or are for another detector, or the file cannot be written
     */
    public static void write(DetectorSource source, Path target) {
        if (!(DetectorProviders.of(source) instanceof FasterRcnnProvider provider)) {
            throw new HualeException(source.weights() + ": is of the kind "
                    + DetectorProviders.of(source).kind() + "; only faster-rcnn is written as ONNX");
        }
        try (TorchDetector detector = provider.open(source)) {
            new OnnxModel(graph(detector), OPSET, metadata(detector, source.weights())).write(target);
        }
    }

    private static GraphBuilder graph(TorchDetector detector) {
        FasterRcnnOptions options = detector.options();
        StateDict weights = detector.weights();
        GraphBuilder graph = new GraphBuilder("huale");
        OnnxLayers layers = new OnnxLayers(graph);
        String input = graph.input("image", ElementType.FLOAT, 1, 3, "height", "width");
        ImageGraph image = ImageGraph.of(input, graph, options.transform());
        List<String> maps = detector.drawBackbone(layers, image.pixels());
        String regions = new ProposalGraph(layers, options.rpn(), weights).of(maps, image);
        String pooled = new RegionGraph(new Formulas(graph), options.roi()).pooled(maps, regions, image);
        new DetectionGraph(layers, options.roi(), weights, detector.classes().count()).of(pooled, regions, image);
        return graph;
    }

    /** Names in the key that Ultralytics' models have, too; the rest as weights say it, and where they came from. */
    private static Map<String, String> metadata(TorchDetector detector, Path weights) {
        Map<String, String> metadata = new TreeMap<>(detector.metadata());
        metadata.put("names", ConfigJson.write(detector.classes().names()));
        metadata.put("huale.weights", FileIdentity.of(weights));
        return metadata;
    }
}
