@NullMarked
package org.huale.torch.parallel.detection;

import org.jspecify.annotations.NullMarked;
