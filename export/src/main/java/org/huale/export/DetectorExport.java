package org.huale.export;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.huale.config.ConfigJson;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.onnx.graph.OnnxModel;
import org.huale.problem.HualeException;
import org.huale.storage.FileIdentity;
import org.huale.torch.FasterRcnnProvider;
import org.huale.torch.TorchDetector;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;

/**
 * A Faster R-CNN as one file. In ONNX, its input {@code image} is a batch of images of one size, any size, {@code [n, 3, H, W]},
 * RGB in [0, 1]; normalising, resizing, suppression and all else is inside, but for {@link ExportOptions.Preprocessing#OUTSIDE}.
 * Of one image, the outputs have the form of torchvision's exports: {@code boxes} {@code [N, 4]}, xyxy in pixels of that image,
 * {@code labels} {@code [N]}, 1 for the first class, and {@code scores} {@code [N]}, falling. Of more they have a side for the
 * images and as many rows as the detector finds at most; rows in which nothing was found are 0.
 */
public final class DetectorExport {
    private static final int OPSET = 17; // of ONNX 1.12: RoiAlign without the shift, HardSwish
    private static final String WEIGHTS = "huale.weights";

    private DetectorExport() {}

    /**
     * Reads weights and writes the model as ONNX, in place of a file that may be there.
     *
     * @param source weights and how they are opened; changes, such as another least confidence, become part of the model
     * @throws HualeException where the weights cannot be read or are for another detector or for one of several stages, or the file
     *     cannot be written
     */
    public static void write(DetectorSource source, ExportOptions form, Path target) {
        model(source, form).write(target);
    }

    /** The bytes of the file that {@link #write} writes. */
    public static byte[] bytes(DetectorSource source, ExportOptions form) {
        return model(source, form).toBytes();
    }

    private static OnnxModel model(DetectorSource source, ExportOptions form) {
        try (TorchDetector detector = opened(source)) {
            requireOneStage(detector, source.weights());
            return new OnnxModel(
                    new DetectorGraph(detector, form).drawn(), OPSET, metadata(detector, source.weights(), form));
        }
    }

    /**
     * Reads weights and writes them as safetensors with torchvision's names, in place of a file that may be there.
     *
     * @param source as in {@link #write}; changes become part of what the file says of its detector
     * @throws HualeException where the weights cannot be read or are for another detector, or the file cannot be written
     */
    public static void writeWeights(DetectorSource source, ExportOptions.Precision precision, Path target) {
        try (TorchDetector detector = opened(source)) {
            Map<String, String> metadata = new TreeMap<>(detector.metadata());
            metadata.put(WEIGHTS, FileIdentity.of(source.weights()));
            StateDict weights = detector.weights().withMetadata(metadata);
            WeightsFile.write(target, precision == ExportOptions.Precision.FP16 ? HalfWeights.of(weights) : weights);
        }
    }

    private static void requireOneStage(TorchDetector detector, Path weights) {
        int stages = detector.options().roi().stages();
        if (stages > 1) {
            throw new HualeException(
                    weights + ": is a detector of " + stages + " stages (detector.roi.cascade); only those of"
                            + " one stage are written as ONNX, or computed by ONNX Runtime");
        }
    }

    private static TorchDetector opened(DetectorSource source) {
        if (!(DetectorProviders.of(source) instanceof FasterRcnnProvider provider)) {
            throw new HualeException(source.weights() + ": is of the kind "
                    + DetectorProviders.of(source).kind() + "; only faster-rcnn is exported");
        }
        return provider.open(source);
    }

    /**
     * Names, where the weights have some, in the key that Ultralytics' models have, too; the rest as weights say it, and where they
     * came from.
     */
    private static Map<String, String> metadata(TorchDetector detector, Path weights, ExportOptions form) {
        Map<String, String> metadata = new TreeMap<>(detector.metadata());
        if (detector.namesItsClasses()) {
            metadata.put("names", ConfigJson.write(detector.classes().names()));
        }
        metadata.put(WEIGHTS, FileIdentity.of(weights));
        metadata.put("huale.precision", form.precision().name().toLowerCase(Locale.ROOT));
        if (form.preprocessing() == ExportOptions.Preprocessing.OUTSIDE) {
            metadata.put(
                    "huale.preprocessing", ConfigJson.write(detector.options().transform()));
        }
        return metadata;
    }
}
