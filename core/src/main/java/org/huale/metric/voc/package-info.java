/** PASCAL VOC's average precision, by eleven points and by all. */
@NullMarked
package org.huale.metric.voc;

import org.jspecify.annotations.NullMarked;
