/** How far a long piece of work is, on a terminal and in a log. */
@NullMarked
package org.huale.cli.progress;

import org.jspecify.annotations.NullMarked;
