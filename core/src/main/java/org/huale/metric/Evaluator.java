package org.huale.metric;

import org.huale.api.Stable;

/** Compares detections with the true objects and returns what was measured as a value; the same input gives the same bits. */
@Stable
public interface Evaluator {

    /** Figures that do not exist, such as the AP of a class without objects, are {@link Evaluation#UNDEFINED}. */
    Evaluation evaluate(EvaluationInput input);
}
