package org.huale.torch;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.TrainingExample;
import org.huale.torch.train.TrainingData;

/** Detects in every image of a data set, batch by batch, while the next images are read ahead. */
final class DatasetDetection {
    private final FasterRcnn detector;
    private final TrainingData images;

    /** @param images all images of the data set, without augmentation */
    DatasetDetection(FasterRcnn detector, TrainingData images) {
        this.detector = detector;
        this.images = images;
    }

    /** Hands over the detections of each image once, in no particular order of the images. */
    void forEach(BiConsumer<ImageId, Detections> sink) {
        images.forEachBatch(batch -> {
            List<Detections> found = detected(batch);
            for (int i = 0; i < found.size(); i++) {
                sink.accept(batch.get(i).id(), found.get(i));
            }
        });
    }

    private List<Detections> detected(List<TrainingExample> batch) {
        return TensorScope.withoutGradient(
                () -> detector.detect(batch.stream().map(TrainingExample::image).toList()));
    }
}
