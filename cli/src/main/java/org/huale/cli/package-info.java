/** The command line: one class per command, and the one place where the parts are put together. */
@NullMarked
package org.huale.cli;

import org.jspecify.annotations.NullMarked;
