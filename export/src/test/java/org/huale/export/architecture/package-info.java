@NullMarked
package org.huale.export.architecture;

import org.jspecify.annotations.NullMarked;
