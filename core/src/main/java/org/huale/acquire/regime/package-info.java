/** One strategy while the detector is weak, another once it is not. */
@NullMarked
package org.huale.acquire.regime;

import org.jspecify.annotations.NullMarked;
