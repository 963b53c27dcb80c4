/**
 * Processes that train one detector together: each learns from its part of the images of an iteration, and sums go from
 * process to process so that all of them take the same step. A process is a rank, numbered from 0; rank 0 is the one that
 * writes.
 */
@NullMarked
package org.huale.torch.parallel;

import org.jspecify.annotations.NullMarked;
