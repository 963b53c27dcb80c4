/** Files and folders that appear whole or not at all, that several processes may want, and that outlive crashes. */
@NullMarked
package org.huale.storage;

import org.jspecify.annotations.NullMarked;
