package org.huale.metric.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.training.TrainingFolder;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;

/**
 * Detects in every image of a data set and gives COCO's and VOC's figures; leaves {@code validation.json} in the folder.
 *
 * @param dataset with the classes of the detector
 */
public record DetectorValidation(PoolDetector detector, Dataset dataset, TrainingFolder folder) {

    /** The names of the figures. */
    public static List<String> names() {
        return Stream.concat(CocoEvaluator.figures(CocoEvaluator.USUAL_BOUND).stream(), VocEvaluator.figures().stream())
                .toList();
    }

    /** The names of those that a data set has objects for; of the others no detector has any. */
    public static List<String> namesFor(Dataset dataset) {
        return figures(evaluations(EvaluationInput.of(dataset, Map.of()))).entrySet().stream()
                .filter(figure -> figure.getValue() != Evaluation.UNDEFINED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Figures of the detector as it is now, by name, of which more is better, in the same order at each call. */
    public Map<String, Double> figures() {
        Map<ImageId, Detections> detections = new TreeMap<>();
        detector.detect(dataset.images(), View.ORIGINAL, detections::put);
        List<Evaluation> evaluations = evaluations(EvaluationInput.of(dataset, detections));
        folder.writeJson("validation.json", evaluations);
        return figures(evaluations);
    }

    private static List<Evaluation> evaluations(EvaluationInput input) {
        return List.of(new CocoEvaluator().evaluate(input), new VocEvaluator().evaluate(input));
    }

    private static Map<String, Double> figures(List<Evaluation> evaluations) {
        Map<String, Double> figures = new LinkedHashMap<>();
        evaluations.forEach(it -> figures.putAll(it.figures()));
        return figures;
    }
}
