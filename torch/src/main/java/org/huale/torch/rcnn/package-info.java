/**
 * Faster R-CNN (Ren et al., NeurIPS 2015) with a feature pyramid (Lin et al., CVPR 2017), equal to torchvision's in
 * arithmetic, options and parameter names.
 *
 * <p><b>B</b> images in a batch, <b>A</b> anchors per cell, <b>N</b> boxes, <b>R</b> regions, <b>K</b> classes without
 * background; in logits and probabilities background is index 0, everywhere else classes are 0..K-1. Boxes are flat
 * xyxy arrays in pixels of the resized image. What is large is a tensor; matching, sampling and suppression are plain
 * Java on arrays.
 */
@NullMarked
package org.huale.torch.rcnn;

import org.jspecify.annotations.NullMarked;
