/** Which kind of mistake costs a detector most: its figures with one kind taken out. */
@NullMarked
package org.huale.metric.correction;

import org.jspecify.annotations.NullMarked;
