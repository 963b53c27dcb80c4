package org.huale.onnx.options;

import java.util.Collections;
import java.util.List;

/** Three finite numbers, one for each channel. */
final class Triple {

    private Triple() {}

    static List<Double> of(double value) {
        return Collections.nCopies(3, value);
    }

    /** @throws IllegalArgumentException where they are not three, or not finite */
    static List<Double> require(String what, List<Double> values) {
        if (values.size() != 3 || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    what + " needs three finite numbers, one for each channel, got " + values);
        }
        return List.copyOf(values);
    }
}
