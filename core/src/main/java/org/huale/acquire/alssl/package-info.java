/**
 * The score of AL-SSL (Elezi et al., Not all labels are equal, CVPR 2022): the most uncertain images, and of these the ones
 * whose classes change most in the mirror image. Its semi-supervised training is not part of it.
 */
@NullMarked
package org.huale.acquire.alssl;

import org.jspecify.annotations.NullMarked;
