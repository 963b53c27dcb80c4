/**
 * Training: what is learned from in which order, the optimizer, the loop over iterations, and the folder that a training
 * can be taken up from. <b>B</b> is the number of images in a batch; an <b>iteration</b> is one optimizer step, an
 * <b>epoch</b> a pass over the training set, both counted from 0. All randomness is a function of the run's seed, the
 * epoch or iteration and the image, so that going on needs no generator's state.
 */
@NullMarked
package org.huale.torch.train;

import org.jspecify.annotations.NullMarked;
