/** What networks see in images that nobody trains here, so that it is the same before the first cycle and in every one. */
@NullMarked
package org.huale.detect.frozen;

import org.jspecify.annotations.NullMarked;
