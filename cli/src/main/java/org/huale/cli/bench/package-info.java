/** {@code huale bench}: how fast this machine is. */
@NullMarked
package org.huale.cli.bench;

import org.jspecify.annotations.NullMarked;
