/** The order of things over a whole experiment, and where its randomness comes from. */
@NullMarked
package org.huale.loop;

import org.jspecify.annotations.NullMarked;
