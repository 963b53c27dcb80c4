package org.huale.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.options.Convention;
import org.huale.onnx.options.OnnxOptions;
import org.huale.onnx.options.OutputOptions.Tensors;
import org.huale.onnx.recognition.Recognition;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of a model before it is used.
 *
 * @param file the model
 * @param fitting whose ways fit it by its look
 * @param chosen the way that is taken, if one is named or only one fits
 * @param decided how it is used, if nothing more need be said
 * @param obstacle what must be said first, or null
 */
public record ModelDescription(
        ModelFile file,
        List<Recognition> fitting,
        Optional<Convention> chosen,
        Optional<DecidedModel> decided,
        @Nullable String obstacle) {
    private static final int LONGEST_WORD = 100;

    /**
     * Looks at a model.
     *
     * @param convention whose way it follows, or null to go by its look; the file beside the model is not looked at
     * @throws HualeException where it is no model
     */
    public static ModelDescription of(Path model, @Nullable Convention convention) {
        ModelFile file = ModelFile.read(model);
        List<Recognition> fitting = Recognition.of(file.summary());
        Convention chosen = convention != null || fitting.size() != 1
                ? convention
                : fitting.get(0).convention();
        return chosen == null
                ? new ModelDescription(file, fitting, Optional.empty(), Optional.empty(), undecided(fitting))
                : as(file, fitting, chosen);
    }

    private static ModelDescription as(ModelFile file, List<Recognition> fitting, Convention chosen) {
        Optional<Convention> way = Optional.of(chosen);
        try {
            DecidedModel decided = DecidedModel.as(file, chosen);
            return new ModelDescription(file, fitting, way, Optional.of(decided), null);
        } catch (HualeException e) {
            return new ModelDescription(file, fitting, way, Optional.empty(), e.getMessage());
        }
    }

    /** The file beside the model, which counts where there is one. */
    public Optional<Path> beside() {
        Sidecar sidecar = Sidecar.of(file.path());
        return sidecar.exists() ? Optional.of(sidecar.path()) : Optional.empty();
    }

    /** The same model with what the file beside it says. */
    public ModelDescription asUsed() {
        try {
            DecidedModel used = DecidedModel.of(file);
            Optional<Convention> way = Optional.of(used.taken().convention());
            return new ModelDescription(file, fitting, way, Optional.of(used), null);
        } catch (HualeException e) {
            return new ModelDescription(file, fitting, Optional.empty(), Optional.empty(), e.getMessage());
        }
    }

    private static String undecided(List<Recognition> fitting) {
        return fitting.isEmpty()
                ? "no convention fits; name the one that comes nearest, of " + Convention.words()
                : "more than one convention fits; name the right one";
    }

    /** Inputs, outputs, what the model says of itself, and what it is taken for. */
    public List<String> lines() {
        ModelSummary model = file.summary();
        List<String> lines = new ArrayList<>();
        lines.add(file.path() + (model.producer().isEmpty() ? "" : ", written by " + model.producer()));
        model.inputs().forEach(it -> lines.add("  input    " + it));
        model.outputs().forEach(it -> lines.add("  output   " + it));
        model.metadata().forEach((key, value) -> lines.add("  says     " + key + ": " + shortened(value)));
        fitting.forEach(it -> lines.add("  fits     " + it));
        decided.ifPresent(it -> lines.addAll(use(it)));
        return lines;
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_WORD ? line : line.substring(0, LONGEST_WORD) + "...";
    }

    private static List<String> use(DecidedModel model) {
        OnnxOptions options = model.options();
        String names = model.named() ? String.join(", ", model.classes().names()) : "without names";
        return List.of(
                "  taken as " + options.convention(),
                "  images   into " + model.input().value().name() + ", "
                        + words(options.input().fit().mode()),
                "  boxes    " + words(options.outputs().form()) + " in " + tensors(model.tensors()),
                "  classes  " + model.classes().count() + ": " + shortened(names),
                "  evidence " + evidence(model));
    }

    private static String words(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String tensors(Tensors tensors) {
        List<String> named = new ArrayList<>();
        for (String it : new @Nullable String[] {tensors.boxes(), tensors.scores(), tensors.labels()}) {
            if (it != null) {
                named.add(it);
            }
        }
        return String.join(", ", named);
    }

    private static String evidence(DecidedModel model) {
        String scores = model.reading().hasDistributions()
                ? "scores of all classes"
                : "the class of each box alone; exported without suppression it would tell the scores of all";
        return scores
                + "; features of objects and images where the keys features.objects and features.maps name inner values";
    }

    /** What the file beside the model would say. */
    private OnnxOptions options(Convention convention) {
        OnnxOptions options = decided.map(DecidedModel::options).orElseGet(() -> DecidedModel.usual(file, convention));
        return decided.filter(DecidedModel::named)
                .map(it -> options.withClasses(it.classes().names()))
                .orElse(options);
    }

    /**
     * Writes the file beside the model.
     *
     * @param replace whether a file that is there is replaced
     * @throws HualeException where no way is chosen, or where the file is there and is not to be replaced
     */
    public Path write(boolean replace) {
        Sidecar sidecar = Sidecar.of(file.path());
        Convention convention = chosen.orElseThrow(() -> new HualeException(file.path() + ": " + obstacle));
        if (sidecar.exists() && !replace) {
            throw new HualeException(sidecar.path() + " is there and is left as it is; --overwrite replaces it");
        }
        List<String> remarks =
                new ArrayList<>(List.of("How HUALE uses " + file.path().getFileName() + "."));
        fitting.forEach(it -> remarks.add("Fits " + it));
        sidecar.write(options(convention), remarks);
        return sidecar.path();
    }
}
