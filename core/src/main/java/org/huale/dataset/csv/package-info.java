/** Tables with a row for each object, whose first row names the columns. */
@NullMarked
package org.huale.dataset.csv;

import org.jspecify.annotations.NullMarked;
