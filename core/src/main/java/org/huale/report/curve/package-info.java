/** Runs sorted into arms, and the learning curve of each. */
@NullMarked
package org.huale.report.curve;

import org.jspecify.annotations.NullMarked;
