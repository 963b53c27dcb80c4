/** What may be said of a data set behind its name, so that it is read otherwise than its files say. */
@NullMarked
package org.huale.dataset.option;

import org.jspecify.annotations.NullMarked;
