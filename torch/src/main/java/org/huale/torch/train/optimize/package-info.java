/** Optimizers, their learning rates, and the length of gradients, the average of weights. */
@NullMarked
package org.huale.torch.train.optimize;

import org.jspecify.annotations.NullMarked;
