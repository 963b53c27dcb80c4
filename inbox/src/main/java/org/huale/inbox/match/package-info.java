/** Boxes of two hands, compared. */
@NullMarked
package org.huale.inbox.match;

import org.jspecify.annotations.NullMarked;
