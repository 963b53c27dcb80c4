/** How files state boxes by four numbers, and whether a whole file can have meant its boxes so. */
@NullMarked
package org.huale.dataset.box;

import org.jspecify.annotations.NullMarked;
