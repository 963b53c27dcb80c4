package org.huale.torch;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Dataset;
import org.huale.detect.Companion;
import org.huale.detect.provider.FirstWeights;
import org.huale.problem.HualeException;
import org.huale.torch.train.TrainingFolder;
import org.jspecify.annotations.Nullable;

/**
 * All that a training needs.
 *
 * @param training what is learned from
 * @param validation what the detector is judged on along the way, with the same classes; null for nothing
 * @param config how
 * @param weights where the numbers of the network start
 * @param out the folder, and what is expected of it
 * @param origin how the program came to this, such as version and command line; kept in the provenance
 * @param companionTask what else is trained
 */
public record TrainingRequest(
        Dataset training,
        @Nullable Dataset validation,
        TrainingConfig config,
        FirstWeights weights,
        Out out,
        Map<String, String> origin,
        CompanionTask companionTask) {

    /**
     * What is trained beside the detector.
     *
     * @param companions each of another name
     * @param unlabeled images without annotations that they may learn from
     */
    public record CompanionTask(List<Companion> companions, Dataset unlabeled) {

        public CompanionTask {
            companions = List.copyOf(companions);
            long names = companions.stream().map(Companion::name).distinct().count();
            if (names != companions.size()) {
                throw new IllegalArgumentException("two companions of one name: " + companions);
            }
        }

        static CompanionTask nothing(Dataset training) {
            return new CompanionTask(List.of(), new Dataset("none", training.classes(), List.of()));
        }
    }

    /** Nothing is trained beside the detector. */
    public TrainingRequest(
            Dataset training,
            @Nullable Dataset validation,
            TrainingConfig config,
            FirstWeights weights,
            Out out,
            Map<String, String> origin) {
        this(training, validation, config, weights, out, origin, CompanionTask.nothing(training));
    }

    /** The folder that the training fills. */
    public record Out(Path folder, TrainingFolder.Opening opening) {}

    public TrainingRequest {
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
        if (validation != null && !validation.classes().equals(training.classes())) {
            throw new HualeException("the data sets differ in their classes: " + training.name() + " has "
                    + training.classes().names() + ", " + validation.name() + " has "
                    + validation.classes().names());
        }
    }
}
