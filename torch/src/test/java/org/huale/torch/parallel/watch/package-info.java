@NullMarked
package org.huale.torch.parallel.watch;

import org.jspecify.annotations.NullMarked;
