package org.huale.cli.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.app.run.RunConfig;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.huale.torch.DetectorModel;
import org.huale.torch.TorchDetector;
import org.huale.torch.TrainingConfig;

/** A detector by one word: the name of a model, a file of weights, or the configuration of a run. */
final class NamedDetector {

    private NamedDetector() {}

    /** @throws HualeException where the word is neither, or the file does not say which detector it is for */
    static TrainingConfig of(String word) {
        if (DetectorModel.names().contains(word)) {
            return TrainingConfig.defaults(DetectorModel.named(word).options());
        }
        Path file = Path.of(word);
        if (!Files.isRegularFile(file)) {
            throw new HualeException(word + ": neither a file nor a model; there are " + DetectorModel.names());
        }
        return word.matches(".*\\.(ya?ml|json)")
                ? RunConfig.of(new Settings().file(file)).trainingConfig()
                : TrainingConfig.defaults(TorchDetector.described(file));
    }
}
