/** Where the randomness of an experiment comes from. */
@NullMarked
package org.huale.random;

import org.jspecify.annotations.NullMarked;
