@NullMarked
package org.huale.export;

import org.jspecify.annotations.NullMarked;
