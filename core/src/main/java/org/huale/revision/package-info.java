/** How the classes of a run changed while it went on, and what that makes of annotations. */
@NullMarked
package org.huale.revision;

import org.jspecify.annotations.NullMarked;
