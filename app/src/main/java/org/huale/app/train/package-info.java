/** One detector trained by itself. */
@NullMarked
package org.huale.app.train;

import org.jspecify.annotations.NullMarked;
