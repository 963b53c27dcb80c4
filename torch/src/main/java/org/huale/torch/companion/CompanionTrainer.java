package org.huale.torch.companion;

import org.bytedeco.pytorch.Device;
import org.huale.dataset.Dataset;
import org.huale.detect.Companion;
import org.huale.image.ImageReader;
import org.huale.random.Seeds;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.train.CompanionTraining;
import org.huale.weights.StateDict;

/**
 * Trains companions of one kind. Trainers are found by {@link java.util.ServiceLoader}, so that a jar on the class path can
 * bring its own.
 *
 * @param <C> a record that JSON can hold
 */
public interface CompanionTrainer<C extends Companion> {

    /** Whose companions these are. */
    Class<C> options();

    /**
     * Whether what it trains is the same where several processes train the detector, each of which follows its part of a batch
     * ({@link org.huale.torch.parallel.BatchPart}). What learns from unlabeled images gets them in the first process alone.
     */
    default boolean sharesBatches() {
        return false;
    }

    /** A training at its very beginning. What it owns lives outside of any scope until it is closed. */
    CompanionTraining begin(C options, Setting setting);

    /**
     * A companion as its training left it.
     *
     * @param weights that {@link CompanionTraining#weights} gave
     * @param source where they were read, for messages
     */
    TrainedCompanion open(C options, StateDict weights, Source source);

    /**
     * What a companion is trained beside and on.
     *
     * @param detector whose feature maps it sees; its parameters are not the companion's
     * @param data what there is to learn from
     * @param seeds its own: nobody else draws from them
     */
    record Setting(FasterRcnn detector, Data data, Seeds seeds) {

        public Device device() {
            return detector.parameters().device();
        }
    }

    /**
     * @param labeled images with the annotations that may be known
     * @param unlabeled images without
     * @param reader of both
     * @param batchSize images of one iteration of the detector
     */
    record Data(Dataset labeled, Dataset unlabeled, ImageReader reader, int batchSize) {}

    /** Where weights come from, and where they are to compute. */
    record Source(String file, Device device) {}
}
