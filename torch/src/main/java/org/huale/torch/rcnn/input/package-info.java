/** Images as the network takes them: scaled, normalised, padded into batches. */
@NullMarked
package org.huale.torch.rcnn.input;

import org.jspecify.annotations.NullMarked;
