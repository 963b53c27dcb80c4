/** The arrows between packages that the build allows. */
@NullMarked
package org.huale.architecture;

import org.jspecify.annotations.NullMarked;
