/** Entropy of class distributions, of a box and of an image, and the strategy that ranks by it alone. */
@NullMarked
package org.huale.acquire.entropy;

import org.jspecify.annotations.NullMarked;
