/** Commands on runs: {@code huale run}, {@code resume}, {@code check}, {@code classes} and {@code similarity}. */
@NullMarked
package org.huale.cli.run;

import org.jspecify.annotations.NullMarked;
