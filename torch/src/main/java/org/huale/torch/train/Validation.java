package org.huale.torch.train;

import java.util.Map;

/** Judges the detector as it is now. */
public interface Validation {

    /** Figures by name, of which more is better, in the order of the columns; the same names at each call. */
    Map<String, Double> figures();
}
