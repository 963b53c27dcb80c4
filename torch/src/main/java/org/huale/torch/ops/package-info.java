/** Operations that the binding lacks: region pooling. <b>R</b> regions, <b>C</b> channels. */
@NullMarked
package org.huale.torch.ops;

import org.jspecify.annotations.NullMarked;
