/** The files of a run and of its cycles. */
@NullMarked
package org.huale.loop.folder;

import org.jspecify.annotations.NullMarked;
