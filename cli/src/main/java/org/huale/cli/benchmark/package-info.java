/** {@code huale benchmark}: many runs, compared. */
@NullMarked
package org.huale.cli.benchmark;

import org.jspecify.annotations.NullMarked;
