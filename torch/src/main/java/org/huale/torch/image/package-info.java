/** The fast image reader, on OpenCV. */
@NullMarked
package org.huale.torch.image;

import org.jspecify.annotations.NullMarked;
