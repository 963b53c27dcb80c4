/**
 * Whether the processes of a training are still there. Each says so every few seconds, rank 0 to all others and they to rank 0,
 * over connections of their own and on threads of their own: who is busy goes on saying it, and who says nothing any more is
 * lost, though no connection was closed.
 */
@NullMarked
package org.huale.torch.parallel.watch;

import org.jspecify.annotations.NullMarked;
