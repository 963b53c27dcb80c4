package org.huale.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.config.ConfigJson;
import org.huale.detect.Companion;
import org.huale.detect.provider.SingleTraining;
import org.huale.provenance.ThisProcess;
import org.huale.torch.environment.TorchEnvironment;
import org.huale.torch.train.TrainingOptions;

/** What the folder of a training keeps of how it was begun. */
final class FrozenTraining {
    /** The key of the configuration. */
    static final String CONFIG = "config";

    private FrozenTraining() {}

    /** What decides its result, and must be the same where it goes on. */
    static Map<String, Object> of(TrainingRequest request, TrainingConfig config) {
        Map<String, Object> frozen = new LinkedHashMap<>();
        frozen.put(CONFIG, deciding(config));
        frozen.put("weights", request.weights().named());
        frozen.putAll(request.task().data());
        if (!request.companionTask().companions().isEmpty()) {
            frozen.put("companions", named(request.companionTask().companions()));
            frozen.put(
                    "unlabeled",
                    SingleTraining.described(request.companionTask().unlabeled()));
        }
        return frozen;
    }

    /** How long a process is waited for decides nothing, and may be another thing when a training goes on. */
    static TrainingConfig deciding(TrainingConfig config) {
        TrainingOptions training = config.training();
        return config.withTraining(training.withExchange(training.exchange().withPatience(0)));
    }

    private static Map<String, Object> named(List<Companion> companions) {
        Map<String, Object> named = new LinkedHashMap<>();
        companions.forEach(it -> named.put(it.name(), it));
        return named;
    }

    /** Which process began it, on which machine. */
    static Map<String, Object> provenance(TrainingRequest request) {
        TorchEnvironment torch = TorchEnvironment.inspect();
        Map<String, Object> provenance = new LinkedHashMap<>(request.task().origin());
        provenance.putAll(ThisProcess.facts());
        provenance.put("processors", Runtime.getRuntime().availableProcessors());
        provenance.put("native", ConfigJson.tree(ConfigJson.write(torch)));
        provenance.put("seed", request.config().seed());
        provenance.putAll(TorchEnvironment.arithmetic(
                        request.config().device(), request.config().threads())
                .provenance());
        return provenance;
    }
}
