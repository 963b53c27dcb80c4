/**
 * How alike images are by what a detector finds in them, and the choice of images that are unlike: what strategies that look
 * for variety share. <b>D</b> is the length of a feature.
 */
@NullMarked
package org.huale.acquire.likeness;

import org.jspecify.annotations.NullMarked;
