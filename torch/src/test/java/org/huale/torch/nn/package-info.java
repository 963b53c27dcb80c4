@NullMarked
package org.huale.torch.nn;

import org.jspecify.annotations.NullMarked;
