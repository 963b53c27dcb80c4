/** Weights and images that a formula gives, the same bits as {@code tools/formula.py}, so that goldens stay tiny. */
@NullMarked
package org.huale.torch.golden;

import org.jspecify.annotations.NullMarked;
