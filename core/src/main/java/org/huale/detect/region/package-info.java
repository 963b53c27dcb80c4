/** Detectors that can be shown where to look. */
@NullMarked
package org.huale.detect.region;

import org.jspecify.annotations.NullMarked;
