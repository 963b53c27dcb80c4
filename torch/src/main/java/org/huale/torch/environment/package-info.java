/** The machine: devices, threads, instruction sets, speed. */
@NullMarked
package org.huale.torch.environment;

import org.jspecify.annotations.NullMarked;
