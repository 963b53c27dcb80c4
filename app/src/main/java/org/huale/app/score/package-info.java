/** One selection for a detector that exists, HUALE's or another. */
@NullMarked
package org.huale.app.score;

import org.jspecify.annotations.NullMarked;
