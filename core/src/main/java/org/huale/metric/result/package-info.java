/** COCO result files, and ground truth with the numbers that they use. */
@NullMarked
package org.huale.metric.result;

import org.jspecify.annotations.NullMarked;
