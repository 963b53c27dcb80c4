/**
 * A detector's way through many images: read and prepared ahead on threads of their own, in batches of images that take up the
 * same size. Evaluation, detection, scoring and runs all go this way.
 */
@NullMarked
package org.huale.detect.pool;

import org.jspecify.annotations.NullMarked;
