/** {@code huale run} and {@code huale resume}. */
@NullMarked
package org.huale.cli.run;

import org.jspecify.annotations.NullMarked;
