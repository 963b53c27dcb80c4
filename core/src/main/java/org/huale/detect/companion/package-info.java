/** Options of what can be trained beside a detector, and the names of what it says afterwards. */
@NullMarked
package org.huale.detect.companion;

import org.jspecify.annotations.NullMarked;
