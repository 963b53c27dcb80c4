/**
 * Self-supervised sample mining (SSM; Wang et al., CVPR 2018): images with doubtful detections, and with ones that are not
 * found again on another background. Its training with detections taken for annotations is not part of it.
 */
@NullMarked
package org.huale.acquire.ssm;

import org.jspecify.annotations.NullMarked;
