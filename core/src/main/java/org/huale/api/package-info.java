/** Which types extensions may rely on. */
@NullMarked
package org.huale.api;

import org.jspecify.annotations.NullMarked;
