/** Commands on one detector: train, evaluate, detect, score. */
@NullMarked
package org.huale.cli.detector;

import org.jspecify.annotations.NullMarked;
