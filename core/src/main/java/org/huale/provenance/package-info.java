/** Where results came from, and what decided their last bits. */
@NullMarked
package org.huale.provenance;

import org.jspecify.annotations.NullMarked;
