/** Portable Active Learning: selection by outputs that every detector has. */
@NullMarked
package org.huale.acquire.pal;

import org.jspecify.annotations.NullMarked;
