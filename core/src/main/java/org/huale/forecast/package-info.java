/** How much a further batch of annotations may bring, and when a run has had enough. */
@NullMarked
package org.huale.forecast;

import org.jspecify.annotations.NullMarked;
