package org.huale.detect.provider;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingOutcome;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * What is to be learned in one training, and where it is kept.
 *
 * @param images that are learned from
 * @param validation what the detector is judged on, with the same classes; null for nothing
 * @param folder that the training fills
 * @param opening what is expected of the folder
 * @param rendezvous with processes that are started elsewhere; null for none
 * @param origin how the program came to this, such as version and command line; kept in the provenance
 */
public record SingleTraining(
        Dataset images,
        @Nullable Dataset validation,
        Path folder,
        TrainingFolder.Opening opening,
        @Nullable Rendezvous rendezvous,
        Map<String, String> origin) {

    /** @throws HualeException where the data sets differ in their classes */
    public SingleTraining {
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
        if (validation != null && !validation.classes().equals(images.classes())) {
            throw new HualeException("the data sets differ in their classes: " + images.name() + " has "
                    + images.classes().names() + ", " + validation.name() + " has "
                    + validation.classes().names());
        }
    }

    /** One that needs no process started elsewhere. */
    public SingleTraining(
            Dataset images,
            @Nullable Dataset validation,
            Path folder,
            TrainingFolder.Opening opening,
            Map<String, String> origin) {
        this(images, validation, folder, opening, null, origin);
    }

    /** The data as the frozen configuration of a training names them, under {@code training} and {@code validation}. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("training", described(images));
        if (validation != null) {
            data.put("validation", described(validation));
        }
        return data;
    }

    /** Name, number of images and hash of a data set, in one order, so that equal trainings have equal files. */
    public static Map<String, Object> described(Dataset dataset) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", dataset.name());
        description.put("images", dataset.size());
        description.put("hash", DatasetHash.of(dataset));
        return description;
    }

    /** Trains one detector, outside of a run. */
    public interface Trainer {

        /**
         * Trains to the end, or until the signal is raised; then the same training can be gone on with.
         *
         * @throws HualeException where data, weights, device or folder cannot be used
         */
        TrainingOutcome train(SingleTraining training);
    }
}
