package org.huale.cli.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.app.run.RunConfig;
import org.huale.config.Settings;
import org.huale.dataset.Dataset;
import org.huale.detect.provider.TrainingForecast;
import org.huale.geometry.AnchorFit;
import org.huale.problem.HualeException;
import org.huale.torch.DetectorModel;
import org.huale.torch.FittedAnchors;
import org.huale.torch.TorchDetector;
import org.huale.torch.TrainingConfig;
import org.huale.torch.rcnn.FasterRcnnOptions;

/** A detector by one word: the name of a model, a file of weights, or the configuration of a run. */
final class NamedDetector {

    private NamedDetector() {}

    /**
     * How well its anchors fit the objects of some images; empty where it is of a kind that has none.
     *
     * @throws HualeException where the word is neither, or the file does not say which detector it is for
     */
    static Optional<AnchorFit> anchors(String word, Dataset images) {
        if (DetectorModel.names().contains(word)) {
            return fit(DetectorModel.named(word).options(), images);
        }
        Path file = Path.of(word);
        if (!Files.isRegularFile(file)) {
            throw new HualeException(word + ": neither a file nor a model; there are " + DetectorModel.names());
        }
        return word.matches(".*\\.(ya?ml|json)")
                ? fit(RunConfig.of(new Settings().file(file)), images)
                : fit(TorchDetector.described(file), images);
    }

    private static Optional<AnchorFit> fit(RunConfig run, Dataset images) {
        return run.detector().training().forecast(run.setup(), images).map(TrainingForecast::anchors);
    }

    private static Optional<AnchorFit> fit(FasterRcnnOptions detector, Dataset images) {
        return Optional.of(FittedAnchors.fit(TrainingConfig.defaults(detector), images));
    }
}
