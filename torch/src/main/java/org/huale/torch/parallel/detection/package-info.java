/** Images that several processes detect in together, each in whole batches of its own. */
@NullMarked
package org.huale.torch.parallel.detection;

import org.jspecify.annotations.NullMarked;
