package org.huale.torch.companion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.huale.config.ConfigJson;
import org.huale.config.Extensions;
import org.huale.detect.Companion;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;
import org.huale.storage.ParserWords;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.train.CompanionTraining;
import org.huale.torch.train.CompanionWeights;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import tools.jackson.core.JacksonException;

/** The companions of a detector: begun together, found again by the detector's weights. */
public final class Companions {
    private static final String KIND = "huale.companion";
    private static final String OPTIONS = "huale.companion.options";

    /** Where the records of options stood when some weights were written. */
    private static final Pattern FORMER_PACKAGES = Pattern.compile("org\\.huale\\.acquire\\.(learned|ppal)\\.");

    private Companions() {}

    /**
     * Begins the training of companions, each with seeds derived from the detector's by its name.
     *
     * @throws HualeException where nobody on the class path trains one
     */
    public static List<CompanionTraining> begin(
            List<Companion> companions, FasterRcnn detector, CompanionTrainer.Data data, Seeds seeds) {
        List<CompanionTraining> begun = new ArrayList<>();
        try {
            for (Companion companion : companions) {
                Seeds own = new Seeds(seeds.of("companion/" + companion.name()));
                begun.add(begin(companion, new CompanionTrainer.Setting(detector, data, own)));
            }
            return begun;
        } catch (RuntimeException e) {
            begun.forEach(CompanionTraining::close);
            throw e;
        }
    }

    /** Those of the companions that one process alone can train, by name. */
    public static List<String> ofOneProcess(List<Companion> companions) {
        return companions.stream()
                .filter(it -> !trainer(it.getClass().getName(), it.name()).sharesBatches())
                .map(Companion::name)
                .toList();
    }

    /**
     * Options of a companion from what {@link ConfigJson} wrote of them.
     *
     * @param kind name of their class
     */
    public static Companion options(String kind, String json) {
        return ConfigJson.read(json, trainer(kind, kind).options());
    }

    /**
     * Opens what lies beside a detector's weights; nothing where nothing does.
     *
     * @throws HualeException where a file cannot be read, or nobody on the class path knows what is in it
     */
    public static List<TrainedCompanion> open(Path detector, Device device) {
        List<TrainedCompanion> opened = new ArrayList<>();
        try {
            for (Path file : CompanionWeights.of(detector)) {
                opened.add(open(file, WeightsFile.read(file), device));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.forEach(TrainedCompanion::close);
            throw e;
        }
    }

    /** All tensors of a companion, with what {@link #open} needs. */
    static StateDict weights(ParameterStore parameters, Companion options) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(KIND, options.getClass().getName());
        metadata.put(OPTIONS, ConfigJson.write(options));
        return StateLoading.toStateDict(parameters).withMetadata(metadata);
    }

    private static CompanionTraining begin(Companion companion, CompanionTrainer.Setting setting) {
        return begin(trainer(companion.getClass().getName(), "companion " + companion.name()), companion, setting);
    }

    private static <C extends Companion> CompanionTraining begin(
            CompanionTrainer<C> trainer, Companion companion, CompanionTrainer.Setting setting) {
        return trainer.begin(trainer.options().cast(companion), setting);
    }

    private static TrainedCompanion open(Path file, StateDict weights, Device device) {
        String kind = FORMER_PACKAGES.matcher(said(weights, KIND, file)).replaceFirst("org.huale.detect.companion.");
        return open(trainer(kind, file.toString()), weights, new CompanionTrainer.Source(file.toString(), device));
    }

    private static <C extends Companion> TrainedCompanion open(
            CompanionTrainer<C> trainer, StateDict weights, CompanionTrainer.Source source) {
        String json = said(weights, OPTIONS, Path.of(source.file()));
        try {
            return trainer.open(ConfigJson.read(json, trainer.options()), weights, source);
        } catch (JacksonException e) {
            throw new HualeException(
                    source.file() + ": what it says of its companion cannot be read: " + ParserWords.of(e), e);
        }
    }

    private static String said(StateDict weights, String key, Path file) {
        String value = weights.metadata().get(key);
        if (value == null) {
            throw new HualeException(
                    file + ": by its name it belongs to a companion of the detector beside it, but it does"
                            + " not say to which (" + key + " in its metadata); move it elsewhere if it does not");
        }
        return value;
    }

    private static CompanionTrainer<?> trainer(String kind, String who) {
        return Extensions.of("a trainer of companions", CompanionTrainer.class).stream()
                .map(it -> (CompanionTrainer<?>) it)
                .filter(it -> it.options().getName().equals(kind))
                .findFirst()
                .orElseThrow(() -> new HualeException(
                        who + ": nothing on the class path trains a " + kind + "; is the jar missing that brings it?"));
    }
}
