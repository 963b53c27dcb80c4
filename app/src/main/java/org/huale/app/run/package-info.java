/** A run, from its configuration to its end. */
@NullMarked
package org.huale.app.run;

import org.jspecify.annotations.NullMarked;
