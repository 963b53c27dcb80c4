@org.jspecify.annotations.NullMarked
package org.huale.torch.companion;
