package org.huale.onnx.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.huale.geometry.ImageSize;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.options.Colours;
import org.huale.onnx.options.Fit;
import org.huale.onnx.options.InputOptions;
import org.huale.onnx.options.Padding;
import org.huale.onnx.reading.ColumnCount;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the words that are saved with a model mean: Ultralytics' keys {@code names}, {@code imgsz}, {@code task},
 * {@code end2end} and {@code args}, which hold Python literals. These are read as YAML; what is no YAML says nothing.
 */
public record ModelMetadata(ModelSummary model) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> NAMES = List.of("names", "class_names", "classes");
    private static final String PREPROCESSING = "huale.preprocessing";

    /** The names of the classes in their order, as a list or as a map from 0 to the last; empty where they are not said. */
    public List<String> classNames() {
        for (String key : NAMES) {
            List<String> names = names(parsed(key));
            if (!names.isEmpty()) {
                return names;
            }
        }
        return List.of();
    }

    private static List<String> names(@Nullable JsonNode said) {
        List<String> names = new ArrayList<>();
        if (said != null && said.isArray()) {
            said.forEach(it -> names.add(it.asString()));
        } else if (said != null && said.isObject()) {
            for (int i = 0; i < said.size(); i++) {
                JsonNode name = said.get(String.valueOf(i));
                if (name == null) {
                    return List.of();
                }
                names.add(name.asString());
            }
        }
        return names.stream().distinct().count() == names.size() ? names : List.of();
    }

    /** The size that the model was exported for. */
    public Optional<ImageSize> size() {
        JsonNode said = parsed("imgsz"); // height first
        if (said == null || !said.isArray() || said.size() != 2 || !isSide(said.get(0)) || !isSide(said.get(1))) {
            return Optional.empty();
        }
        return Optional.of(new ImageSize(said.get(1).asInt(), said.get(0).asInt()));
    }

    private static boolean isSide(JsonNode node) {
        return node.isInt() && node.asInt() >= 1 && node.asInt() <= Fit.MOST_SIDE;
    }

    /** Whether HUALE exported it. */
    boolean isOfHuale() {
        return model.metadata().containsKey("huale.model");
    }

    /** How images are given to a detector of HUALE that was exported without its preprocessing. */
    public Optional<InputOptions> hualeInput() {
        JsonNode said = parsed(PREPROCESSING);
        if (said == null) {
            return Optional.empty();
        }
        try {
            Transform transform = YAML.treeToValue(said, Transform.class);
            return Optional.of(InputOptions.of(
                    transform.fit(),
                    new Colours(Colours.Order.RGB, 1 / 255.0, transform.mean(), transform.deviation())));
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    PREPROCESSING + " in the metadata cannot be used: "
                            + model.metadata().get(PREPROCESSING),
                    e);
        }
    }

    private record Transform(int minSize, int maxSize, List<Double> mean, List<Double> deviation) {
        Fit fit() {
            return new Fit(
                    Fit.Mode.SHORTER_SIDE,
                    null,
                    minSize,
                    maxSize,
                    Fit.Sampling.UNROUNDED,
                    Fit.Rounding.CUT,
                    Padding.none());
        }
    }

    /** Whether the package {@code ultralytics} exported it, in which no model has a column for objectness. */
    boolean isOfUltralytics() {
        return model.metadata().getOrDefault("author", "").equals("Ultralytics")
                || (model.metadata().containsKey("task") && model.metadata().containsKey("stride"));
    }

    /** Whether it is an RT-DETR, by its head or by the name of the model in its description. */
    boolean isRtDetrOfUltralytics() {
        String description = model.metadata().getOrDefault("description", "").toLowerCase(Locale.ROOT);
        return namesRtDetrHead()
                || (isOfUltralytics() && (description.contains("rtdetr") || description.contains("rt-detr")));
    }

    /** Whether it names the head of RT-DETR; versions of Ultralytics that name heads write finished boxes. */
    boolean namesRtDetrHead() {
        return isOfUltralytics() && model.metadata().getOrDefault("head", "").equals("RTDETRDecoder");
    }

    /** Whether YOLOv5's or YOLOv7's own exporter wrote it, which saves stride and names and no task. */
    boolean isOfYoloV5() {
        return !isOfUltralytics()
                && model.metadata().containsKey("stride")
                && model.metadata().containsKey("names");
    }

    /** What Ultralytics' models are for, such as {@code detect}. */
    Optional<String> task() {
        return Optional.ofNullable(model.metadata().get("task"));
    }

    /** Whether Ultralytics' exporter added suppression, which some networks have themselves; empty where it does not say. */
    Optional<Boolean> saysSuppressed() {
        JsonNode arguments = parsed("args");
        JsonNode suppressed = arguments == null ? null : arguments.get("nms");
        boolean endToEnd = model.metadata().getOrDefault("end2end", "").equals("True");
        boolean says = endToEnd || (suppressed != null && !suppressed.isNull());
        return says ? Optional.of(endToEnd || isTrue(suppressed)) : Optional.empty();
    }

    private static boolean isTrue(@Nullable JsonNode word) {
        return word != null && word.asString().equalsIgnoreCase("true");
    }

    /** How many classes there are by the names, or by the weights of the last layer of a head under its usual name. */
    public OptionalInt classCount() {
        int named = classNames().size();
        return named > 0 ? OptionalInt.of(named) : ofHead();
    }

    /** torchvision's two-stage detectors count the background, RT-DETR's and D-FINE's do not. */
    private OptionalInt ofHead() {
        for (Map.Entry<String, List<Long>> it : model.weights().entrySet()) {
            String name = it.getKey().toLowerCase(Locale.ROOT);
            boolean vector = it.getValue().size() == 1 && it.getValue().get(0) < ColumnCount.TOO_MANY;
            if (vector && name.endsWith("box_predictor.cls_score.bias")) {
                return OptionalInt.of(Math.toIntExact(it.getValue().get(0)) - 1);
            }
            if (vector && name.matches(".*decoder\\.dec_score_head\\.\\d+\\.bias")) {
                return OptionalInt.of(Math.toIntExact(it.getValue().get(0)));
            }
        }
        return OptionalInt.empty();
    }

    private @Nullable JsonNode parsed(String key) {
        String said = model.metadata().get(key);
        try {
            return said == null ? null : YAML.readTree(said);
        } catch (JacksonException e) {
            return null;
        }
    }
}
