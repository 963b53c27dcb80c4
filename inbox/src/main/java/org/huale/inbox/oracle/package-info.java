/** The run's side of the inbox. */
@NullMarked
package org.huale.inbox.oracle;

import org.jspecify.annotations.NullMarked;
