package org.huale.app.guess;

import org.huale.dataset.Annotation;

/**
 * An object that a detector proposes.
 *
 * @param confidence the detector's, in [0, 1]
 * @param score how likely annotators accept it, in [0, 1]
 */
record Guess(Annotation object, double confidence, double score) {}
