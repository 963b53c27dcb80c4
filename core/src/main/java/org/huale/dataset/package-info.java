/** Collections of annotated images and the file formats they come in. <b>K</b> is the number of classes. */
@NullMarked
package org.huale.dataset;

import org.jspecify.annotations.NullMarked;
