/** Programs that this one starts: with an end in time, a log, and no life beyond this process. */
@NullMarked
package org.huale.process;

import org.jspecify.annotations.NullMarked;
