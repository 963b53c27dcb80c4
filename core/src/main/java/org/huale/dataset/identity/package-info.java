/** Which images and which classes of a data set a file of another program means, by one reading for the whole file. */
@NullMarked
package org.huale.dataset.identity;

import org.jspecify.annotations.NullMarked;
