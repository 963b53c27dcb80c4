/** Commands on data sets: validate, convert, draw. */
@NullMarked
package org.huale.cli.dataset;

import org.jspecify.annotations.NullMarked;
