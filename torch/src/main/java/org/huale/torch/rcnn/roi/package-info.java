/** What is done with the regions of proposals: pooling, head, targets, detections. */
@NullMarked
package org.huale.torch.rcnn.roi;

import org.jspecify.annotations.NullMarked;
