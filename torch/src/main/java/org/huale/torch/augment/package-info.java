/**
 * Training images varied: which {@link org.huale.geometry.Window} of an image is learned from, cut out or extended as each option
 * draws, and other brightness, contrast and saturation. Windows touch no pixel; the transform resizes what they show.
 */
@NullMarked
package org.huale.torch.augment;

import org.jspecify.annotations.NullMarked;
