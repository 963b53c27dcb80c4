/** Networks told layer by layer to whoever writes them down in another form. Plain Java. */
@NullMarked
package org.huale.torch.nn.graph;

import org.jspecify.annotations.NullMarked;
