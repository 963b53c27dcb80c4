/** The core-set strategy: images that leave no other far from the nearest annotated one. */
@NullMarked
package org.huale.acquire.coreset;

import org.jspecify.annotations.NullMarked;
