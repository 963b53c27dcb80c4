/** What became of the detections in each test image, and figures of samples of these images. */
@NullMarked
package org.huale.metric.resample;

import org.jspecify.annotations.NullMarked;
