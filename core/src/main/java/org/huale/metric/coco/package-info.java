/** COCO's average precision. */
@NullMarked
package org.huale.metric.coco;

import org.jspecify.annotations.NullMarked;
