/** The arrows between packages that the build allows. */
@NullMarked
package org.huale.torch.architecture;

import org.jspecify.annotations.NullMarked;
