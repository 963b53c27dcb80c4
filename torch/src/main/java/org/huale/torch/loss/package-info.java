/**
 * What training makes small: the plain loss of Faster R-CNN and, switch by switch, the parts of the Emphasis loss (Nguyen
 * et al., IEEE BigData 2023). <b>R</b> regions of a batch are sampled, <b>P</b> of them show an object, <b>K</b> classes
 * without background.
 *
 * <p>Boxes are written relative to the region they were regressed from: its centre is the origin, its width and height
 * are the units. Generalized IoU does not depend on where the origin is or how long the units are.
 */
@NullMarked
package org.huale.torch.loss;

import org.jspecify.annotations.NullMarked;
