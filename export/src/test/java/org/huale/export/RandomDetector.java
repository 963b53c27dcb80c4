package org.huale.export;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.config.ConfigJson;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;

/**
 * Detectors with drawn weights that find something: their last layers are strong enough to be sure of this and not of that. Blocks
 * of deep networks add little to what they get, as when trained; else roundings would grow from block to block.
 */
final class RandomDetector {
    static final List<String> CLASSES = List.of("a: b", "c \"d\"", "ä");
    private static final long SEED = 7;
    private static final Map<String, Float> FACTORS = Map.of(
            ".*layer\\d\\.\\d+\\.bn3\\.weight", 0.2f,
            "rpn\\.head\\.cls_logits\\.weight", 10f,
            "rpn\\.head\\.bbox_pred\\.weight", 3f,
            "roi_heads\\.box_predictor\\.cls_score\\.weight", 2f);

    private RandomDetector() {}

    /** @param images whose statistics the norms take */
    static void write(Path file, FasterRcnnOptions options, List<Image> images) {
        ImageTransform transform = new ImageTransform(options.transform());
        try (FasterRcnn network = FasterRcnn.create(options, CLASSES.size(), TorchDevice.prepare("cpu", 1), SEED)) {
            TensorScope.runWithoutGradient(() -> {
                network.calibrate(images.stream().map(transform::of).toList());
            });
            StateDict weights = strengthened(StateLoading.toStateDict(network.parameters()));
            WeightsFile.write(
                    file,
                    weights.withMetadata(Map.of(
                            "huale.classes", ConfigJson.write(CLASSES), "huale.model", ConfigJson.write(options))));
        }
    }

    private static StateDict strengthened(StateDict weights) {
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.tensors());
        FACTORS.forEach((names, factor) ->
                tensors.replaceAll((name, data) -> name.matches(names) ? times(factor, data) : data));
        return StateDict.of(tensors);
    }

    private static TensorData times(float factor, TensorData data) {
        float[] values = data.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return TensorData.of(values, data.shape());
    }

    /** Squares of several sizes and colours, one over the other. */
    static Image image(int width, int height) {
        return image(width, height, 0);
    }

    /** Another one for each number. */
    static Image image(int width, int height, int number) {
        SplittableRandom random = new SplittableRandom(1000L * width + height + 1_000_000L * number);
        byte[] rgb = new byte[3 * width * height];
        for (int square = 0; square < 40; square++) {
            int side = random.nextInt(4, 50);
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            byte[] colour = new byte[3];
            random.nextBytes(colour);
            for (int y = top; y < Math.min(height, top + side); y++) {
                for (int x = left; x < Math.min(width, left + side); x++) {
                    System.arraycopy(colour, 0, rgb, 3 * (y * width + x), 3);
                }
            }
        }
        return new Image(new ImageSize(width, height), rgb);
    }
}
