/** The figures that a training watches. */
@NullMarked
package org.huale.metric.validation;

import org.jspecify.annotations.NullMarked;
