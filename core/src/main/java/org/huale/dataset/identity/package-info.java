/** Which image of a data set a file of another program means. */
@NullMarked
package org.huale.dataset.identity;

import org.jspecify.annotations.NullMarked;
