/** What there is to know of a data set before it is trained on. */
@NullMarked
package org.huale.dataset.validation;

import org.jspecify.annotations.NullMarked;
