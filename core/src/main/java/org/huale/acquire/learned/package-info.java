/** Strategies that train networks of their own beside the detector and select by what those say. */
@NullMarked
package org.huale.acquire.learned;

import org.jspecify.annotations.NullMarked;
