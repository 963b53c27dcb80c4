/** This process: how it was started, on which machine, and how it is asked to end. */
@NullMarked
package org.huale.app.process;

import org.jspecify.annotations.NullMarked;
