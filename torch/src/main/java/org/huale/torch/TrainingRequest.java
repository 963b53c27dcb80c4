package org.huale.torch;

import java.util.List;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.detect.Companion;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;

/**
 * All that a training needs.
 *
 * @param task what is learned from, and where it is kept
 * @param config how
 * @param weights where the numbers of the network start
 * @param companionTask what else is trained
 * @param fitted whether the anchors of the configuration were fitted in place of {@code auto}
 */
public record TrainingRequest(
        SingleTraining task, TrainingConfig config, FirstWeights weights, CompanionTask companionTask, boolean fitted) {

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
            return new CompanionTask(List.of(), noImages(training.classes()));
        }

        /** In the place of unlabeled images where there are none to learn from. */
        static Dataset noImages(ClassNames classes) {
            return new Dataset("none", classes, List.of());
        }
    }

    /** With a configuration that is as somebody wrote it. */
    public TrainingRequest(
            SingleTraining task, TrainingConfig config, FirstWeights weights, CompanionTask companionTask) {
        this(task, config, weights, companionTask, false);
    }

    /** Nothing is trained beside the detector. */
    public TrainingRequest(SingleTraining task, TrainingConfig config, FirstWeights weights) {
        this(task, config, weights, CompanionTask.nothing(task.images()));
    }

    /** Whether {@code auto} stands for the anchors, or did before they were fitted. */
    boolean asksForFittedAnchors() {
        return fitted || config.detector().rpn().anchors().areToBeFitted();
    }
}
