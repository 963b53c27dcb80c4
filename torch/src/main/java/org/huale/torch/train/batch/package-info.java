/** Which images a batch holds, and reading them ahead. */
@NullMarked
package org.huale.torch.train.batch;

import org.jspecify.annotations.NullMarked;
