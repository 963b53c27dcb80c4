/** The order of things over a whole experiment. */
@NullMarked
package org.huale.loop;

import org.jspecify.annotations.NullMarked;
