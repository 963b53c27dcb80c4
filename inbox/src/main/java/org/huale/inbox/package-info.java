/** What people annotate for a run, while they are at it. */
@NullMarked
package org.huale.inbox;

import org.jspecify.annotations.NullMarked;
