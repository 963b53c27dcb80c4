/** How a training goes, and its stop; the same for every kind of detector. */
@NullMarked
package org.huale.detect.training;

import org.jspecify.annotations.NullMarked;
