/**
 * Who owns native memory: scopes that free tensors, and the copying of Java arrays into tensors and back. Tensors never
 * cross threads; Java arrays do.
 */
@NullMarked
package org.huale.torch.memory;

import org.jspecify.annotations.NullMarked;
