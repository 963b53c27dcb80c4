/** Arms held against each other: differences, labels saved, ranks, what they need to be told apart. */
@NullMarked
package org.huale.report.compare;

import org.jspecify.annotations.NullMarked;
