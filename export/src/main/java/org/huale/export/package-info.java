/** HUALE's own detector, written as a file that other programs run. */
@NullMarked
package org.huale.export;

import org.jspecify.annotations.NullMarked;
