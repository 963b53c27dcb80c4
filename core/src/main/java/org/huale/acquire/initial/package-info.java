/**
 * Images to begin with, chosen from unit vectors of the whole pool when nothing is labeled and no detector is there. <b>D</b> is the
 * length of a vector.
 */
@NullMarked
package org.huale.acquire.initial;

import org.jspecify.annotations.NullMarked;
