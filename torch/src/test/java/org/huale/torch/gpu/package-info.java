/**
 * The paths of the module on a GPU, beside the CPU where that can be. Run by {@code -Pcuda,gpu} or as {@code tools/gpu} says;
 * without a GPU they are skipped.
 */
@NullMarked
package org.huale.torch.gpu;

import org.jspecify.annotations.NullMarked;
