package org.huale.app.run;

import java.nio.file.Path;
import org.huale.dataset.Dataset;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.training.StopSignal;
import org.huale.loop.RunSimilarity;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.revision.ClassRenumbering;

/**
 * A run whose cycles say how alike labeled and test objects are, though it did not measure that.
 *
 * @param describedBy what the images were looked at with, in words
 */
public record MeasuredSimilarity(RunHistory run, String describedBy) {

    /**
     * Describes every test image and every image that the run has learned from by the weights that its trainings begin with.
     *
     * @throws HualeException where there is no run, it has no cycle or no test set, a file of it is damaged, or data or weights are
     *     not those that it began with
     */
    public static MeasuredSimilarity of(Path folder) {
        RunConfig config = new FrozenRun(folder).config();
        if (config.data().sharesTest()) {
            throw new HualeException(
                    folder + ": has no test set to compare with, but keeps a share of what is annotated,"
                            + " which grows with the run; evaluation.similarity measures during a run");
        }
        if (RunFolder.cyclesEnded(folder) == 0) {
            throw new HualeException(folder + ": has no cycle that has ended, so that nothing was learned from yet");
        }
        RunData data = RunData.of(folder, config);
        RunSimilarity.requireData(folder, data.forLoop(config));
        ClassRenumbering classes = RunFolder.classes(folder).sinceTheBeginning();
        Dataset pool = classes.of(data.pool());
        Dataset test = classes.of(data.test());
        DetectorTrainer trainer =
                config.detector().training().trainer(config.setup(), RunListener.NONE, new StopSignal());
        try (ImageDescriber describer = trainer.describer()) {
            return new MeasuredSimilarity(new RunSimilarity(pool, test, describer).measured(folder), describer.kind());
        }
    }
}
