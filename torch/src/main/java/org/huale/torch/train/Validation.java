package org.huale.torch.train;

import java.util.Map;

/** Judges the detector as it is now. Of several processes all do it at the same time. */
public interface Validation {

    /**
     * Figures by name, of which more is better, in the order of the columns; the same names at each call. Only the first process
     * needs any.
     */
    Map<String, Double> figures();
}
