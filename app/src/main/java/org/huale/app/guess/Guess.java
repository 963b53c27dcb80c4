package org.huale.app.guess;

import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.revision.ClassRenumbering;

/**
 * An object that a detector proposes.
 *
 * @param confidence the detector's, in [0, 1]
 * @param score how likely annotators accept it, in [0, 1]
 */
record Guess(Annotation object, double confidence, double score) {

    /** The same after changes of the classes. */
    Guess in(ClassRenumbering changed) {
        return new Guess(changed.of(List.of(object)).get(0), confidence, score);
    }
}
