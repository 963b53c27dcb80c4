/**
 * Operations that the binding lacks: region pooling and the level of a pyramid for it, losses of boxes and of logits, fully
 * connected layers with weights laid out once, and the number format of each operator. <b>R</b> regions, <b>C</b> channels.
 */
@NullMarked
package org.huale.torch.ops;

import org.jspecify.annotations.NullMarked;
