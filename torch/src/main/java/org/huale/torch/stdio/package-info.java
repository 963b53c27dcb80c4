/**
 * What native libraries write to standard output and error, past Java: caught, and said by the log. And the variables that they read. The
 * only code that sees JNA.
 */
@NullMarked
package org.huale.torch.stdio;

import org.jspecify.annotations.NullMarked;
