/** The JSON format of Apple's Create ML for object detection. */
@NullMarked
package org.huale.dataset.createml;

import org.jspecify.annotations.NullMarked;
