/** The region proposal network: anchors, their deltas, proposals, loss. */
@NullMarked
package org.huale.torch.rcnn.rpn;

import org.jspecify.annotations.NullMarked;
