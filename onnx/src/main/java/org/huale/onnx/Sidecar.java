package org.huale.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.onnx.options.OnnxOptions;
import org.huale.problem.HualeException;
import org.huale.storage.WholeFile;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The file beside a model that says how it is used: {@code model.huale.yaml} for {@code model.onnx}. */
public record Sidecar(Path path) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String CONVENTION = "convention";

    public static Sidecar of(Path model) {
        String name = model.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return new Sidecar(model.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + ".huale.yaml"));
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /** Whether it says whose way the model follows, so that nobody has to guess. */
    boolean namesConvention() {
        return exists() && new Settings().file(path).mention(CONVENTION);
    }

    /**
     * What it says in place of what would be taken without it; without it, that. A convention that is taken already is not begun
     * with anew, as the model itself may have said more.
     *
     * @throws HualeException listing all that is wrong in it
     */
    OnnxOptions over(OnnxOptions taken) {
        if (!exists()) {
            return taken;
        }
        Settings said = new Settings().file(path);
        boolean isTaken = said.named(CONVENTION).equals(Optional.of(taken.convention()));
        return (isTaken ? said.without(CONVENTION) : said).into(taken);
    }

    /** Writes it, in place of one that is there. */
    void write(OnnxOptions options, List<String> remarks) {
        StringBuilder text = new StringBuilder();
        remarks.forEach(it -> text.append("# ").append(it).append('\n'));
        text.append(YAML.writeValueAsString(ConfigJson.tree(ConfigJson.write(options))));
        WholeFile.writeText(path, text.toString());
    }
}
