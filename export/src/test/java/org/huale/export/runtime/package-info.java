@NullMarked
package org.huale.export.runtime;

import org.jspecify.annotations.NullMarked;
