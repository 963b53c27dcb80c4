package org.huale.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.torch.train.TrainingFolder;
import org.huale.torch.train.Validation;

/** Detects in every image of a data set and gives COCO's and VOC's figures; leaves {@code validation.json} in the folder. */
final class DetectorValidation implements Validation {
    private final PoolDetector detector;
    private final Dataset dataset;
    private final TrainingFolder folder;

    DetectorValidation(PoolDetector detector, Dataset dataset, TrainingFolder folder) {
        this.detector = detector;
        this.dataset = dataset;
        this.folder = folder;
    }

    @Override
    public Map<String, Double> figures() {
        Map<ImageId, Detections> detections = new TreeMap<>();
        detector.detect(dataset.images(), View.ORIGINAL, detections::put);
        EvaluationInput input = EvaluationInput.of(dataset, detections);
        List<Evaluation> evaluations = List.of(new CocoEvaluator().evaluate(input), new VocEvaluator().evaluate(input));
        folder.writeJson("validation.json", evaluations);
        Map<String, Double> figures = new LinkedHashMap<>();
        evaluations.forEach(it -> figures.putAll(it.figures()));
        return figures;
    }
}
