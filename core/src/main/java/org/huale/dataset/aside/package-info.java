/** Images that annotators set aside. */
@NullMarked
package org.huale.dataset.aside;

import org.jspecify.annotations.NullMarked;
