/** No image twice: selections without near-duplicates of each other or of what is labeled, whatever the strategy. */
@NullMarked
package org.huale.acquire.distinct;

import org.jspecify.annotations.NullMarked;
