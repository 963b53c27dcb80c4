package org.huale.torch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.Dataset;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.WatchedDetector;
import org.huale.detect.pool.PoolRunner;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.image.ImageReader;
import org.huale.metric.validation.DetectorValidation;
import org.huale.problem.HualeException;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.parallel.detection.SharedDetector;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.train.TrainingOptions;
import org.huale.torch.train.Validation;
import org.jspecify.annotations.Nullable;

/** Judges the detector of a training on its way, by the images that are named for that. */
record TrainingJudge(ImageReader reader, StopSignal stop) {

    /** Before the folder is made: it remembers what the training was begun with, mistakes included. */
    static void requireMetric(TrainingRequest request) {
        TrainingOptions.ValidationOptions options = request.config().training().validation();
        Dataset judged = request.task().validation();
        if (judged != null && options.everyEpochs() > 0) {
            requireMetric(options.metric(), judged);
        }
    }

    private static void requireMetric(String metric, Dataset judged) {
        List<String> names = DetectorValidation.names();
        if (!names.contains(metric)) {
            throw new HualeException("training.validation.metric: must be one of " + names + ", got '" + metric + "'");
        }
        List<String> measured = DetectorValidation.namesFor(judged);
        if (!measured.contains(metric)) {
            throw new HualeException("training.validation.metric: " + metric + " cannot choose the best weights, as "
                    + judged.name() + " has no object that it counts; those that have are " + measured);
        }
    }

    /** Rank 0 keeps what all find; null where there are no images to judge by. */
    @Nullable
    Validation of(TorchTraining.Setup setup, FasterRcnn trained, Ranks ranks) {
        Dataset dataset = setup.request().task().validation();
        if (dataset == null) {
            return null;
        }
        PoolDetector own = inTraining(setup, trained, dataset);
        PoolDetector detector = ranks.size() == 1
                ? WatchedDetector.leftBy(own, () -> TorchTraining.leaveWhere(stop.raised()))
                : new SharedDetector(own, ranks, () -> TorchTraining.leaveWhere(ranks.any(stop.raised())));
        TrainingFolder folder = setup.folder();
        return folder == null
                ? () -> found(detector, dataset)
                : new DetectorValidation(detector, dataset, folder)::figures;
    }

    private static Map<String, Double> found(PoolDetector detector, Dataset dataset) {
        detector.detect(dataset.images(), View.ORIGINAL, (image, found) -> {});
        return Map.of();
    }

    private PoolDetector inTraining(TorchTraining.Setup setup, FasterRcnn trained, Dataset dataset) {
        TrainingOptions options = setup.config().training();
        return new PoolRunner(
                TorchDetector.inTraining(trained, dataset.classes()),
                new PoolRunner.Reading(
                        options.loader().cached(reader),
                        options.batchSize(),
                        options.loader().readAhead()),
                Set.of());
    }
}
