/** Detection in the images of a pool by a Spark cluster; the selection is made where it always is, from what comes back. */
@NullMarked
package org.huale.spark;

import org.jspecify.annotations.NullMarked;
