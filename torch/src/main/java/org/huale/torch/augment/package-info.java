/**
 * Training images cut and extended: each option draws which {@link org.huale.geometry.Window} of an image is learned from.
 * No pixel is touched here; the transform resizes what the window shows.
 */
@NullMarked
package org.huale.torch.augment;

import org.jspecify.annotations.NullMarked;
