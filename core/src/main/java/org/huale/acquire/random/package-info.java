/** Images drawn at random, and the same under another name, with draws of its own. */
@NullMarked
package org.huale.acquire.random;

import org.jspecify.annotations.NullMarked;
