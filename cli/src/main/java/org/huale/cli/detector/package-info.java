/** Commands on one detector: train, evaluate, detect, score, describe, export-detector, serve-guesses. */
@NullMarked
package org.huale.cli.detector;

import org.jspecify.annotations.NullMarked;
