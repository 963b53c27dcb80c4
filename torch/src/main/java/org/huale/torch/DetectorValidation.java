package org.huale.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.metric.CocoEvaluator;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.VocEvaluator;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.TrainingExample;
import org.huale.torch.train.TrainingData;
import org.huale.torch.train.TrainingFolder;
import org.huale.torch.train.Validation;

/** Detects in every image of a data set and gives COCO's and VOC's figures; leaves {@code validation.json} in the folder. */
final class DetectorValidation implements Validation {
    private final FasterRcnn detector;
    private final Dataset dataset;
    private final TrainingData images;
    private final TrainingFolder folder;

    /** @param images of the data set, all of them, without augmentation */
    DetectorValidation(FasterRcnn detector, Dataset dataset, TrainingData images, TrainingFolder folder) {
        this.detector = detector;
        this.dataset = dataset;
        this.images = images;
        this.folder = folder;
    }

    @Override
    public Map<String, Double> figures() {
        Map<ImageId, Detections> detections = new TreeMap<>();
        images.forEachBatch(batch -> detections.putAll(detected(batch)));
        EvaluationInput input = EvaluationInput.of(dataset, detections);
        List<Evaluation> evaluations = List.of(new CocoEvaluator().evaluate(input), new VocEvaluator().evaluate(input));
        folder.writeJson("validation.json", evaluations);
        Map<String, Double> figures = new LinkedHashMap<>();
        evaluations.forEach(it -> figures.putAll(it.figures()));
        return figures;
    }

    private Map<ImageId, Detections> detected(List<TrainingExample> batch) {
        List<Detections> found = TensorScope.withoutGradient(
                () -> detector.detect(batch.stream().map(TrainingExample::image).toList()));
        Map<ImageId, Detections> byId = new TreeMap<>();
        for (int i = 0; i < found.size(); i++) {
            byId.put(batch.get(i).id(), withoutEvidence(found.get(i)));
        }
        return byId;
    }

    /** The features of all detections of a data set would fill the memory. */
    private static Detections withoutEvidence(Detections found) {
        return new Detections(found.boxes(), found.classes(), found.confidences(), null);
    }
}
