/** Which images are labeled, and the choice of the first. */
@NullMarked
package org.huale.loop.pool;

import org.jspecify.annotations.NullMarked;
