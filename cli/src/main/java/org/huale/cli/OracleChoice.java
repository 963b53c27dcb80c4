package org.huale.cli;

import java.util.List;

/**
 * Who annotates.
 *
 * @param name {@code ground-truth} for the annotations that the pool has already
 */
record OracleChoice(String name) {
    static final String GROUND_TRUTH = "ground-truth";

    public static OracleChoice named(String name) {
        return new OracleChoice(name);
    }

    public static List<String> names() {
        return List.of(GROUND_TRUTH);
    }
}
