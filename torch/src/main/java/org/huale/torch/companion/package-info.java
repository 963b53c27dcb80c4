/**
 * What is trained beside a detector and asked for afterwards. <b>B</b> images in a batch, <b>Z</b> numbers of a code,
 * <b>K</b> classes.
 */
@NullMarked
package org.huale.torch.companion;

import org.jspecify.annotations.NullMarked;
