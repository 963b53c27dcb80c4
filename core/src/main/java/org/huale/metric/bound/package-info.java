/** What a bound on the number of detections means for a test set. */
@NullMarked
package org.huale.metric.bound;

import org.jspecify.annotations.NullMarked;
