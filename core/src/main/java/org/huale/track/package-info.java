/**
 * The numbers of a training as they come: CSV and JSON lines for programs, TensorBoard events for the eye. The files can be
 * cut back to an earlier point, so that a training that goes on after a crash leaves the same files as one that never
 * stopped.
 */
@NullMarked
package org.huale.track;

import org.jspecify.annotations.NullMarked;
