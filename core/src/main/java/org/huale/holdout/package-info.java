/** Images that are kept for evaluation. */
@NullMarked
package org.huale.holdout;

import org.jspecify.annotations.NullMarked;
