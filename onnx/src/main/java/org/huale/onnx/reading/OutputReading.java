package org.huale.onnx.reading;

import java.util.Set;

/** Reads the outputs of a network of one form. */
public interface OutputReading {

    /** Names of the values that it reads. */
    Set<String> values();

    /** Whether it knows the scores of all classes, not of the chosen one alone. */
    boolean hasDistributions();

    /**
     * What was found in an image with more than a confidence.
     *
     * @throws org.huale.problem.HualeException where the outputs are not of the form
     */
    Candidates of(NetworkOutputs outputs, double minConfidence);
}
