/** Detectors that others train and leave as a file, for all cycles of a run or for each of them. */
@NullMarked
package org.huale.given;

import org.jspecify.annotations.NullMarked;
