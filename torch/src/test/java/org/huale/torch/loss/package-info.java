@NullMarked
package org.huale.torch.loss;

import org.jspecify.annotations.NullMarked;
