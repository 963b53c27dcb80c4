@NullMarked
package org.huale.torch.parallel;

import org.jspecify.annotations.NullMarked;
