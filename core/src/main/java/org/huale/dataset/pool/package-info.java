/** What a pool is made of: data sets joined, their images filtered, and plain folders of images. */
@NullMarked
package org.huale.dataset.pool;

import org.jspecify.annotations.NullMarked;
