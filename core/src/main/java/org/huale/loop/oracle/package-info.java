/** Who annotates: people, through a folder, or the ground truth. */
@NullMarked
package org.huale.loop.oracle;

import org.jspecify.annotations.NullMarked;
