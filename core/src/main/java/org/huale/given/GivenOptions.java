package org.huale.given;

import java.nio.file.Path;

/**
 * A detector that comes as a file, as the key beside {@code name: onnx}.
 *
 * @param model the file, whose place {@code {cycle}} in it makes another in each cycle: it stands for the number of the cycle,
 *     from 0
 */
public record GivenOptions(String model) {
    static final String CYCLE = "{cycle}";

    public GivenOptions {
        String rest = model.replace(CYCLE, "");
        if (rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException("knows no placeholder but " + CYCLE + ", got '" + model + "'");
        }
    }

    /** No file yet. */
    static GivenOptions defaults() {
        return new GivenOptions("");
    }

    boolean isGiven() {
        return !model.isBlank();
    }

    /** Whether each cycle has a file of its own, which comes when somebody has trained it. */
    boolean isOfEachCycle() {
        return model.contains(CYCLE);
    }

    /** That of a cycle. */
    Path file(int cycle) {
        return Path.of(model.replace(CYCLE, Integer.toString(cycle)));
    }

    /** With a path that does not depend on where the program was started. */
    GivenOptions absolute() {
        return new GivenOptions(Path.of(model).toAbsolutePath().normalize().toString());
    }
}
