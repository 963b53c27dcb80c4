/**
 * Who annotates: {@link org.huale.loop.oracle.Oracle}, the ground truth as one, and people with tools of theirs as another, who
 * get a folder and fill one. Beside them the log of what was shown to whom, and the names that people know classes and images by.
 */
@NullMarked
package org.huale.loop.oracle;

import org.jspecify.annotations.NullMarked;
